//! The lanes: threads that wait on a channel and carry requests out by `desk`. No timer, no rule.
//! A reader (what nobody needs any more is cut short), a writer (never interrupted), and one for long jobs.
use super::clock::Deadline;
use super::copies;
use super::desk::{Desk, Outcome, Pair};
use super::platform::Sign;
use crate::app::{Daily, Reply, Request};
use crate::core::ask::Ask;
use crate::effect::Job;
use crate::store::{Store, Watch};
use crossterm::event::Event;
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What wakes the loop.
pub enum Wake {
    /// keys, pastes, sizes that came in one read
    Keys(Vec<Event>),
    /// an answer, with the generation of the lanes that gave it: one of a register closed meanwhile is dropped
    Reply(u32, Reply),
    /// the answer to whether a daily copy is due: what is to be said where none is
    Daily(u32, Option<Daily>),
    /// how far a job is that takes long
    Progress(u64, u64),
    /// a job is done
    Job(Box<Outcome>),
    /// from the system
    Sign(Sign),
    /// a thread of ours panicked
    Panicked,
}

/// Tells the loop when its thread panics, so that the program ends instead of waiting for an answer for ever.
pub struct Sentinel(Sender<Wake>);

impl Drop for Sentinel {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(Wake::Panicked);
        }
    }
}

/// Starts a thread of ours.
pub fn start(
    name: &str,
    tell: &Sender<Wake>,
    work: impl FnOnce(Sender<Wake>) + Send + 'static,
) -> io::Result<JoinHandle<()>> {
    let tell = tell.clone();
    thread::Builder::new().name(name.to_owned()).spawn(move || {
        let _sentinel = Sentinel(tell.clone());
        work(tell);
    })
}

/// The question under way.
#[derive(Default)]
enum Running {
    #[default]
    Nothing,
    Whole(Ask),
    /// interrupted
    Cut,
}

/// What the reader's thread and the loop share.
#[derive(Default)]
struct Queue {
    waiting: VecDeque<Ask>,
    running: Running,
    /// a look at what other programs wrote is wanted
    look: bool,
    /// whether a daily copy is due is to be looked up, once nothing else waits
    daily: bool,
    closed: bool,
}

/// What the reader is to do.
enum Work {
    Look,
    Daily,
    Ask(Ask),
}

/// The reader's questions, and the bell for new ones.
#[derive(Default)]
struct Slate {
    queue: Mutex<Queue>,
    news: Condvar,
}

impl Slate {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
    /// The next work; `None` when the lane is closed.
    fn next(&self) -> Option<Work> {
        let mut queue = self.lock();
        loop {
            if queue.closed {
                return None;
            }
            if std::mem::take(&mut queue.look) {
                return Some(Work::Look);
            }
            if let Some(ask) = queue.waiting.pop_front() {
                queue.running = Running::Whole(ask.clone());
                return Some(Work::Ask(ask));
            }
            if std::mem::take(&mut queue.daily) {
                return Some(Work::Daily);
            }
            queue = self.news.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
    /// The running question is over; was it cut short?
    fn over(&self) -> bool {
        matches!(std::mem::take(&mut self.lock().running), Running::Cut)
    }
}

/// The two lanes of an open register.
pub struct Lanes {
    asks: Arc<Slate>,
    /// stops the reader's question under way
    interrupt: Box<dyn Fn() + Send>,
    /// `None`: the pen is to be made ready
    writes: Sender<Option<Request>>,
    ready: bool,
    reader: JoinHandle<()>,
    writer: JoinHandle<()>,
    tell: Sender<Wake>,
    generation: u32,
}

impl Lanes {
    /// Starts the lanes of the register that lies `here`.
    pub fn start(
        pair: Pair,
        here: &Path,
        generation: u32,
        desk: &Desk,
        tell: &Sender<Wake>,
    ) -> io::Result<Self> {
        let asks = Arc::new(Slate::default());
        let handle = pair.reader.interrupt_handle();
        let interrupt = Box::new(move || handle.interrupt());
        let shared = Arc::clone(&asks);
        let Pair { reader: eyes, writer: pen } = pair;
        let reading = {
            let (here, desk) = (here.to_owned(), desk.clone());
            let due = move |store: &Store| copies::look(store, &here, desk.clock.today());
            start("reader", tell, move |tell| read(&shared, eyes, generation, &tell, due))?
        };
        let (writes, orders) = mpsc::channel();
        let desk = desk.clone();
        let writing = start("writer", tell, move |tell| {
            let mut pen = pen;
            for request in orders {
                let Some(request) = request else {
                    // what hinders it is said by the act that needs it
                    let _ = pen.store();
                    continue;
                };
                let reply = desk.write_with(&mut pen, &request);
                let _ = tell.send(Wake::Reply(generation, reply));
            }
            pen.close();
        })?;
        Ok(Self {
            asks,
            interrupt,
            writes,
            ready: false,
            reader: reading,
            writer: writing,
            tell: tell.clone(),
            generation,
        })
    }

    /// A question for the reader.
    pub fn ask(&self, ask: Ask) {
        self.asks.lock().waiting.push_back(ask);
        self.asks.news.notify_one();
    }

    /// The reader is to look whether another program wrote.
    pub fn look(&self) {
        self.asks.lock().look = true;
        self.asks.news.notify_one();
    }

    /// The reader is to look whether a daily copy is due.
    pub fn daily(&self) {
        self.asks.lock().daily = true;
        self.asks.news.notify_one();
    }

    /// Drops the questions nobody needs any more; the one under way is interrupted.
    pub fn keep(&self, needs: &[Ask]) {
        let mut queue = self.asks.lock();
        let (kept, dropped) = queue.waiting.drain(..).partition(|ask| needs.contains(ask));
        queue.waiting = kept;
        // Under the lock, so that the interrupt cannot meet the next question.
        if matches!(&queue.running, Running::Whole(ask) if !needs.contains(ask)) {
            queue.running = Running::Cut;
            (self.interrupt)();
        }
        drop(queue);
        let dropped: VecDeque<Ask> = dropped;
        for ask in dropped {
            let _ = self.tell.send(Wake::Reply(self.generation, Reply::Dropped(ask)));
        }
    }

    /// An act, undo or redo for the writer.
    pub fn write(&self, request: Request) {
        let _ = self.writes.send(Some(request));
    }

    /// The first screen stands: the pen is made ready, so that the first act does not wait for it.
    pub fn ready(&mut self) {
        if !std::mem::replace(&mut self.ready, true) {
            let _ = self.writes.send(None);
        }
    }

    /// Ends both lanes and waits for them: what was ordered is written, then the register is closed,
    /// the reader first, so that the last connection is one that may tidy up.
    pub fn close(self) {
        self.asks.lock().closed = true;
        self.asks.news.notify_one();
        (self.interrupt)();
        let _ = self.reader.join();
        drop(self.writes);
        let _ = self.writer.join();
    }
}

fn read(
    slate: &Slate,
    mut store: Store,
    generation: u32,
    tell: &Sender<Wake>,
    due: impl Fn(&Store) -> Option<Daily>,
) {
    while let Some(work) = slate.next() {
        let ask = match work {
            Work::Ask(ask) => ask,
            Work::Look => {
                // told only when there is something to tell: a key costs no frame more
                if let Some((act, time, gone)) = store.touched() {
                    let _ = tell.send(Wake::Reply(generation, Reply::Touched(act, time, gone)));
                }
                continue;
            }
            Work::Daily => {
                let _ = tell.send(Wake::Daily(generation, due(&store)));
                continue;
            }
        };
        let facts = store.answer(&ask);
        let cut = slate.over();
        let reply = if cut && facts.is_err() { Reply::Dropped(ask) } else { Reply::Facts(ask, facts) };
        if tell.send(Wake::Reply(generation, reply)).is_err() {
            break;
        }
    }
    store.close();
}

/// The lane of long jobs: each with the register it concerns.
pub struct Jobs {
    orders: Sender<(Job, Option<PathBuf>)>,
    thread: JoinHandle<()>,
    /// the user wants the job under way to stop
    stop: Arc<AtomicBool>,
    /// the program ends: what nobody waits for stops
    end: Arc<AtomicBool>,
}

/// How long a job goes on in silence, and how often it tells after that.
const SILENT: Duration = Duration::from_millis(500);
const OFTEN: Duration = Duration::from_millis(100);

/// A watch that tells the loop now and then, once a job takes long.
fn teller(tell: &Sender<Wake>, stop: &Arc<AtomicBool>) -> Watch {
    let tell = tell.clone();
    let next = Mutex::new(Deadline::after(SILENT));
    Watch::new(Arc::clone(stop), move |done, of| {
        let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
        if next.left().is_zero() {
            *next = Deadline::after(OFTEN);
            let _ = tell.send(Wake::Progress(done, of));
        }
    })
}

impl Jobs {
    /// Starts it.
    pub fn start(desk: &Desk, tell: &Sender<Wake>) -> io::Result<Self> {
        let (orders, queue) = mpsc::channel::<(Job, Option<PathBuf>)>();
        let desk = desk.clone();
        let (stop, end) = (Arc::<AtomicBool>::default(), Arc::<AtomicBool>::default());
        let (stops, ends) = (Arc::clone(&stop), Arc::clone(&end));
        let thread = start("jobs", tell, move |tell| {
            for (job, here) in queue {
                let watch = match job {
                    Job::Daily => Watch::new(Arc::clone(&ends), |_, _| {}),
                    _ => teller(&tell, &stops),
                };
                let _ = tell.send(Wake::Job(Box::new(desk.job(&job, here.as_deref(), &watch))));
            }
        })?;
        Ok(Self { orders, thread, stop, end })
    }

    /// The job under way is to stop; jobs that cannot be stopped go on.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Orders one.
    pub fn order(&self, job: Job, here: Option<PathBuf>) {
        if !matches!(job, Job::Daily) {
            self.stop.store(false, Ordering::Relaxed);
        }
        let _ = self.orders.send((job, here));
    }

    /// Ends the lane and waits for it: a file that is being written is written whole, but nobody waits for a daily copy.
    pub fn close(self) {
        self.end.store(true, Ordering::Relaxed);
        drop(self.orders);
        let _ = self.thread.join();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::period::PeriodKey;
    use crate::core::summary::Paper;
    use crate::effect::Format;
    use crate::shell::clock::Clock;
    use crate::store::demo;

    #[test]
    fn what_was_ordered_is_done_before_the_lane_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so.db");
        let clock = Clock::fixed(jiff::civil::datetime(2021, 7, 22, 14, 5, 0, 0));
        let session = crate::shell::session::Session::here();
        let desk = Desk { clock, user: "thuky".into(), lang: None, period: None, session };
        demo::fill(&path, &desk.clock.stamp("thuky")).unwrap().close();
        let (tell, _wakes) = mpsc::channel();
        let jobs = Jobs::start(&desk, &tell).unwrap();
        let period = PeriodKey::quarter(2021, 2);
        let out = folder.path().join("ra");
        for format in [Format::Docx, Format::Json] {
            let (formats, folder) = (vec![format], Some(out.clone()));
            jobs.order(
                Job::Export {
                    period,
                    papers: vec![Paper::Report],
                    unit: None,
                    ordinal: None,
                    formats,
                    draft: None,
                    folder,
                    force: false,
                },
                Some(path.clone()),
            );
        }
        jobs.close();
        assert_eq!(std::fs::read_dir(out).unwrap().count(), 2);
    }
}
