-- The register as first released: who is in the cluster, what was commended, scored, decided and said; and the journal of it all.
-- Append-only from the first release on: a change is a further file. Triggers are not here, the journal writes them from its list.
-- Points are hundredths; dates are ISO text, NULL when the paper does not say; `n` is the key, `rev` counts the changes of a row.

CREATE TABLE register (
    n INTEGER PRIMARY KEY CHECK (n = 1),
    rev INTEGER NOT NULL DEFAULT 1,
    uuid TEXT NOT NULL,
    cluster TEXT NOT NULL CHECK (cluster <> ''),
    province TEXT NOT NULL,
    secretary TEXT NOT NULL,
    label TEXT NOT NULL CHECK (label IN ('cluster', 'block')),
    sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
    lang TEXT NOT NULL CHECK (lang IN ('vi', 'en')),
    plain INTEGER NOT NULL CHECK (plain IN (0, 1)),
    superior TEXT NOT NULL DEFAULT '',
    issuer TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    symbol TEXT NOT NULL DEFAULT '',
    sign_form TEXT NOT NULL DEFAULT '',
    sign_post TEXT NOT NULL DEFAULT '',
    signer TEXT NOT NULL DEFAULT '',
    recipients TEXT NOT NULL DEFAULT '',
    -- days after which an achievement without a proposal is listed; months a discipline is looked back for: the user's, no law's
    overdue_days INTEGER NOT NULL DEFAULT 10 CHECK (overdue_days BETWEEN 1 AND 999),
    lookback_months INTEGER NOT NULL DEFAULT 12 CHECK (lookback_months BETWEEN 0 AND 120),
    -- month and day on which an emulation year begins; from July on it begins in the calendar year before
    year_start TEXT NOT NULL DEFAULT '01-01' CHECK (year_start GLOB '[01][0-9]-[0-3][0-9]')
) STRICT;

-- The catalogue of commendations. What was abolished (`retired`) stays for the papers it stands in and is offered for no new one.
CREATE TABLE authority (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    position INTEGER NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT;

CREATE TABLE form (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    line TEXT NOT NULL CHECK (line IN ('legal', 'good_deed', 'notice')),
    authorities TEXT NOT NULL,
    title INTEGER NOT NULL CHECK (title IN (0, 1)),
    position INTEGER NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT;

-- Level sets and score tables, versioned by the periods that name them.
CREATE TABLE level_set (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    -- what minima are measured on: the rate (hundredths of a percent) or the total (hundredths of a point)
    measure TEXT NOT NULL DEFAULT 'rate' CHECK (measure IN ('rate', 'total')),
    -- what quotas are a share of: the roster without those not classified, the units with a rank, or the whole roster
    base TEXT NOT NULL DEFAULT 'classified' CHECK (base IN ('classified', 'ranked', 'roster')),
    -- titles of a year, each one contained in the next (Cờ in Đơn vị quyết thắng in Đơn vị tiên tiến)
    nested INTEGER NOT NULL DEFAULT 0 CHECK (nested IN (0, 1)),
    -- rules that lower a level whatever the points (khống chế), as JSON
    knockouts TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE TABLE level (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    level_set INTEGER NOT NULL REFERENCES level_set (n) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    minimum INTEGER CHECK (minimum >= 0),
    quota INTEGER CHECK (quota BETWEEN 0 AND 10000),
    tint TEXT NOT NULL CHECK (tint IN ('good', 'accent', 'text', 'warn', 'bad')),
    UNIQUE (level_set, position)
) STRICT;

CREATE TABLE score_table (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    -- the year it was made for; NULL: any
    year INTEGER,
    rank_by TEXT NOT NULL CHECK (rank_by IN ('total', 'rate')),
    step INTEGER NOT NULL CHECK (step > 0),
    -- bonus may lift a total past the maximum
    past INTEGER NOT NULL DEFAULT 0 CHECK (past IN (0, 1)),
    -- how targets and results become points (name, version, share at the target), and what orders equal units: JSON
    formulas TEXT NOT NULL DEFAULT '[]',
    ties TEXT NOT NULL DEFAULT '[]'
) STRICT;

-- Minima and maxima are what a leaf, or a group, may come to: 0 … maximum, or minimum … 0 for deductions.
CREATE TABLE criterion (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    score_table INTEGER NOT NULL REFERENCES score_table (n) ON DELETE RESTRICT,
    parent INTEGER REFERENCES criterion (n) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    -- papers print "Tiêu chí số n" in the place of its text
    hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
    minimum INTEGER NOT NULL DEFAULT 0 CHECK (minimum <= 0),
    maximum INTEGER NOT NULL CHECK (maximum >= 0),
    kind TEXT NOT NULL CHECK (kind IN ('group', 'bonus', 'deduction', 'pass', 'direct', 'quantity', 'count', 'derived')),
    -- count: points of one
    each INTEGER,
    -- quantity: less is better; its formula
    lower INTEGER NOT NULL DEFAULT 0 CHECK (lower IN (0, 1)),
    formula TEXT CHECK (formula <> ''),
    UNIQUE (score_table, position),
    CHECK ((kind = 'count') = (each IS NOT NULL)),
    CHECK ((kind = 'quantity') = (formula IS NOT NULL))
) STRICT;

CREATE TABLE derived_rule (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    criterion INTEGER NOT NULL REFERENCES criterion (n) ON DELETE RESTRICT,
    form TEXT NOT NULL REFERENCES form (code) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('collective', 'individual')),
    points INTEGER NOT NULL,
    UNIQUE (criterion, form, kind)
) STRICT;

-- The cluster: units with their dates, head and deputy by year, periods with dates of their own.
CREATE TABLE unit (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    same_key TEXT NOT NULL UNIQUE,
    from_date TEXT,
    to_date TEXT,
    CHECK (from_date IS NULL OR to_date IS NULL OR from_date <= to_date)
) STRICT;

CREATE TABLE role (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('head', 'deputy')),
    unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE RESTRICT,
    UNIQUE (year, role)
) STRICT;

CREATE TABLE period (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    code TEXT NOT NULL UNIQUE,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    -- a leaf (a quarter) owns rows; a half-year, nine months, a year are the leaves inside their dates
    leaf INTEGER NOT NULL DEFAULT 1 CHECK (leaf IN (0, 1)),
    submitted INTEGER NOT NULL DEFAULT 0 CHECK (submitted IN (0, 1)),
    score_table INTEGER REFERENCES score_table (n) ON DELETE RESTRICT,
    level_set INTEGER NOT NULL REFERENCES level_set (n) ON DELETE RESTRICT,
    CHECK (from_date <= to_date)
) STRICT;

-- Movement and campaigns of a year.
CREATE TABLE movement (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    year INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    motto TEXT NOT NULL
) STRICT;

CREATE TABLE campaign (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    year INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('regular', 'topical', 'special', 'peak')),
    from_date TEXT,
    to_date TEXT,
    state TEXT NOT NULL CHECK (state IN ('launched', 'running', 'reviewed', 'concluded')),
    note TEXT NOT NULL,
    CHECK (from_date IS NULL OR to_date IS NULL OR from_date <= to_date)
) STRICT;

-- Acts worth recording, with or without an award.
CREATE TABLE achievement (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    date TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('regular', 'topical', 'ad_hoc')),
    unit INTEGER REFERENCES unit (n) ON DELETE RESTRICT,
    who TEXT NOT NULL,
    content TEXT NOT NULL CHECK (content <> ''),
    campaign INTEGER REFERENCES campaign (n) ON DELETE RESTRICT,
    fold TEXT NOT NULL
) STRICT;
CREATE INDEX achievement_period ON achievement (period, date);
CREATE INDEX achievement_date ON achievement (date);

-- Who was commended: one identity a person or collective, so that heads are distinct. `sort` is the ICU key of the name.
CREATE TABLE party (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('collective', 'individual')),
    name TEXT NOT NULL CHECK (name <> ''),
    same_key TEXT NOT NULL,
    fold TEXT NOT NULL,
    sort TEXT NOT NULL,
    unit INTEGER REFERENCES unit (n) ON DELETE RESTRICT,
    service_no TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX party_same ON party (same_key, kind, unit);
CREATE INDEX party_sort ON party (sort);
CREATE INDEX party_fold ON party (fold);

-- Signed decisions and monthly notices; `authorities` are codes, highest first, joined by commas.
CREATE TABLE decision (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('decision', 'notice')),
    number TEXT NOT NULL,
    date TEXT,
    received TEXT,
    authorities TEXT NOT NULL CHECK (authorities <> ''),
    form TEXT NOT NULL REFERENCES form (code) ON DELETE RESTRICT,
    signer TEXT NOT NULL,
    nature TEXT CHECK (nature IN ('merit', 'ad_hoc', 'topical', 'devotion', 'tenure')),
    subject TEXT NOT NULL,
    note TEXT NOT NULL,
    campaign INTEGER REFERENCES campaign (n) ON DELETE RESTRICT,
    fold TEXT NOT NULL,
    -- it came when its period was locked: it counts there from then on, the locked papers stay, the report of this period prints it
    late TEXT REFERENCES period (code) ON DELETE RESTRICT
) STRICT;
CREATE INDEX decision_period ON decision (period, date);
CREATE INDEX decision_date ON decision (date);
CREATE INDEX decision_number ON decision (number COLLATE NOCASE);
CREATE INDEX decision_late ON decision (late) WHERE late IS NOT NULL;

-- The lines on which figures stand, interned, so that counts are numbers in one covering index.
CREATE TABLE line (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('legal', 'good_deed', 'notice')),
    authorities TEXT NOT NULL,
    UNIQUE (kind, authorities)
) STRICT;

-- Named recipients and count rows. A count row has no name, may have no unit (the whole cluster) and no quantity (the paper does not say).
CREATE TABLE award (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    decision INTEGER NOT NULL REFERENCES decision (n) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    line INTEGER NOT NULL REFERENCES line (n) ON DELETE RESTRICT,
    form TEXT NOT NULL REFERENCES form (code) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('collective', 'individual')),
    basis TEXT NOT NULL CHECK (basis IN ('named', 'heads', 'turns')),
    quantity INTEGER CHECK (quantity >= 0),
    party INTEGER REFERENCES party (n) ON DELETE RESTRICT,
    unit INTEGER REFERENCES unit (n) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    rank TEXT NOT NULL,
    post TEXT NOT NULL,
    achievement INTEGER REFERENCES achievement (n) ON DELETE RESTRICT,
    state TEXT NOT NULL DEFAULT 'valid' CHECK (state IN ('valid', 'cancelled')),
    -- the decision that cancelled it; never silently deleted
    cancel_number TEXT NOT NULL DEFAULT '',
    cancel_date TEXT,
    cancel_reason TEXT NOT NULL DEFAULT '',
    -- why it was recorded though the guard saw the same act commended, or the recipient barred
    guard_reason TEXT NOT NULL DEFAULT '',
    CHECK (state = 'cancelled' OR (cancel_number = '' AND cancel_date IS NULL AND cancel_reason = '')),
    CHECK ((basis = 'named') = (party IS NOT NULL)),
    CHECK (basis <> 'named' OR (unit IS NOT NULL AND quantity = 1 AND name <> ''))
) STRICT;
CREATE INDEX award_count ON award (period, state, line, form, kind, basis, unit, quantity, party, achievement, decision);
CREATE INDEX award_decision ON award (decision, position);
CREATE INDEX award_party ON award (party, period);
CREATE INDEX award_unit ON award (unit);
CREATE INDEX award_achievement ON award (achievement, state) WHERE achievement IS NOT NULL;
CREATE INDEX award_unlinked ON award (period, unit) WHERE achievement IS NULL;
CREATE INDEX award_number ON award (unit) WHERE basis <> 'named';

-- Proposals (đề nghị khen thưởng): pending, decided by a decision, or dropped with a reason; never counted as awarded.
CREATE TABLE proposal (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    number TEXT NOT NULL,
    date TEXT,
    authorities TEXT NOT NULL CHECK (authorities <> ''),
    form TEXT NOT NULL REFERENCES form (code) ON DELETE RESTRICT,
    nature TEXT CHECK (nature IN ('merit', 'ad_hoc', 'topical', 'devotion', 'tenure')),
    subject TEXT NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'decided', 'dropped')),
    decision INTEGER REFERENCES decision (n) ON DELETE RESTRICT,
    dropped_reason TEXT NOT NULL DEFAULT '',
    fold TEXT NOT NULL,
    CHECK ((state = 'decided') = (decision IS NOT NULL)),
    CHECK (state = 'dropped' OR dropped_reason = '')
) STRICT;
CREATE INDEX proposal_period ON proposal (period, date);
CREATE INDEX proposal_date ON proposal (date);
CREATE INDEX proposal_pending ON proposal (date) WHERE state = 'pending';
CREATE INDEX proposal_decision ON proposal (decision) WHERE decision IS NOT NULL;

CREATE TABLE nominee (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    proposal INTEGER NOT NULL REFERENCES proposal (n) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('collective', 'individual')),
    party INTEGER NOT NULL REFERENCES party (n) ON DELETE RESTRICT,
    unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE RESTRICT,
    name TEXT NOT NULL CHECK (name <> ''),
    rank TEXT NOT NULL,
    post TEXT NOT NULL,
    achievement INTEGER REFERENCES achievement (n) ON DELETE RESTRICT,
    guard_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX nominee_proposal ON nominee (proposal, position);
CREATE INDEX nominee_party ON nominee (party);
CREATE INDEX nominee_unit ON nominee (unit);
CREATE INDEX nominee_achievement ON nominee (achievement) WHERE achievement IS NOT NULL;

-- Discipline, inspection, complaint: of a unit or of a person, with dates; no award while one is open, a warning for a time after.
CREATE TABLE flag (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    -- the unit it stands against, or that the person was in on its day: whoever moves takes none of it to the next unit
    unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE RESTRICT,
    party INTEGER REFERENCES party (n) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('discipline', 'inspection', 'complaint')),
    from_date TEXT,
    to_date TEXT,
    reason TEXT NOT NULL CHECK (reason <> ''),
    -- the person leads the unit
    leader INTEGER NOT NULL DEFAULT 0 CHECK (leader IN (0, 1)),
    CHECK (from_date IS NULL OR to_date IS NULL OR from_date <= to_date)
) STRICT;
CREATE INDEX flag_unit ON flag (unit);
CREATE INDEX flag_party ON flag (party) WHERE party IS NOT NULL;

-- Scores: a missing cell is "not yet"; points are NULL exactly where the criterion is not assigned.
CREATE TABLE cell (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE RESTRICT,
    criterion INTEGER NOT NULL REFERENCES criterion (n) ON DELETE RESTRICT,
    round TEXT NOT NULL CHECK (round IN ('own', 'first', 'second')),
    assigned INTEGER NOT NULL CHECK (assigned IN (0, 1)),
    points INTEGER,
    comment TEXT NOT NULL,
    UNIQUE (period, unit, criterion, round),
    CHECK ((assigned = 1) = (points IS NOT NULL))
) STRICT;

-- What a unit's sheet says of a leaf beside its points.
CREATE TABLE sheet_line (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE RESTRICT,
    criterion INTEGER NOT NULL REFERENCES criterion (n) ON DELETE RESTRICT,
    -- chỉ tiêu, kết quả (of a count: how many), in hundredths; NULL: none, or not known
    target INTEGER CHECK (target >= 0),
    actual INTEGER CHECK (actual >= 0),
    -- giải trình, căn cứ
    explanation TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    UNIQUE (period, unit, criterion)
) STRICT;

CREATE TABLE finished (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE RESTRICT,
    round TEXT NOT NULL CHECK (round IN ('first', 'second')),
    UNIQUE (period, unit, round)
) STRICT;

-- What a unit was asked for, and when it came (theo dõi nộp).
CREATE TABLE handed_in (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE RESTRICT,
    what TEXT NOT NULL CHECK (what IN ('report', 'scores', 'figures', 'explanation')),
    -- the day it was asked for last, and how often
    asked TEXT,
    times INTEGER NOT NULL DEFAULT 0 CHECK (times >= 0),
    due TEXT,
    received TEXT,
    note TEXT NOT NULL DEFAULT '',
    -- still waited for, though the sheet is complete
    awaited INTEGER NOT NULL DEFAULT 0 CHECK (awaited IN (0, 1)),
    UNIQUE (period, unit, what)
) STRICT;

-- A vote: on a tie, on a level, on a title of the year.
CREATE TABLE ballot (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('tie', 'level')),
    method TEXT NOT NULL CHECK (method IN ('hands', 'ballot')),
    -- ballots out, in, valid; NULL: not counted
    sent INTEGER CHECK (sent >= 0),
    back INTEGER CHECK (back >= 0),
    valid INTEGER CHECK (valid >= 0),
    -- what a percentage is of
    base TEXT NOT NULL CHECK (base IN ('roster', 'sent', 'back', 'valid')),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ballot_period ON ballot (period);

CREATE TABLE vote (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    ballot INTEGER NOT NULL REFERENCES ballot (n) ON DELETE RESTRICT,
    unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE RESTRICT,
    level INTEGER REFERENCES level (n) ON DELETE RESTRICT,
    favour INTEGER NOT NULL CHECK (favour >= 0),
    UNIQUE (ballot, unit, level)
) STRICT;

-- A knock-out laid on a unit by hand, or one of the register's lifted from it, with its reason.
CREATE TABLE knocked (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE RESTRICT,
    -- its name in the level set of the period
    knockout TEXT NOT NULL CHECK (knockout <> ''),
    lifted INTEGER NOT NULL DEFAULT 0 CHECK (lifted IN (0, 1)),
    reason TEXT NOT NULL CHECK (reason <> ''),
    UNIQUE (period, unit, knockout)
) STRICT;

-- Điều chỉnh lần n of an approved period: prepared, then applied with its paper, or dropped.
CREATE TABLE adjustment (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    state TEXT NOT NULL CHECK (state IN ('open', 'applied', 'dropped')),
    reason TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    date TEXT,
    signer TEXT NOT NULL DEFAULT '',
    -- what changes, as JSON; and everything of the period as it stood before, kept when it is applied
    changes TEXT NOT NULL,
    before TEXT,
    CHECK ((state = 'applied') = (before IS NOT NULL)),
    CHECK (state <> 'applied' OR (reason <> '' AND number <> '' AND date IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX adjustment_open ON adjustment (period) WHERE state = 'open';
CREATE INDEX adjustment_period ON adjustment (period, ordinal);

-- What people decided: a level, or not classified (`..._apart`); then the approving paper, the lock and its snapshot.
CREATE TABLE mark (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE RESTRICT,
    proposed INTEGER REFERENCES level (n) ON DELETE RESTRICT,
    proposed_apart INTEGER NOT NULL DEFAULT 0 CHECK (proposed_apart IN (0, 1)),
    reason TEXT NOT NULL DEFAULT '',
    approved INTEGER REFERENCES level (n) ON DELETE RESTRICT,
    approved_apart INTEGER NOT NULL DEFAULT 0 CHECK (approved_apart IN (0, 1)),
    approved_reason TEXT NOT NULL DEFAULT '',
    UNIQUE (period, unit),
    CHECK (proposed IS NULL OR proposed_apart = 0),
    CHECK (approved IS NULL OR approved_apart = 0)
) STRICT;

CREATE TABLE approval (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    period TEXT NOT NULL UNIQUE REFERENCES period (code) ON DELETE RESTRICT,
    number TEXT NOT NULL CHECK (number <> ''),
    date TEXT NOT NULL,
    signer TEXT NOT NULL
) STRICT;

CREATE TABLE lock (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    at TEXT NOT NULL,
    act INTEGER NOT NULL,
    snapshot TEXT NOT NULL,
    reopened TEXT,
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX lock_once ON lock (period) WHERE reopened IS NULL;

CREATE TABLE result (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    unit INTEGER NOT NULL REFERENCES unit (n) ON DELETE RESTRICT,
    rank INTEGER,
    total INTEGER,
    part INTEGER,
    whole INTEGER CHECK (whole > 0),
    level TEXT NOT NULL,
    UNIQUE (period, unit)
) STRICT;

-- The review meeting, and the parts of the report that people write.
CREATE TABLE meeting (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL DEFAULT 1,
    period TEXT NOT NULL UNIQUE REFERENCES period (code) ON DELETE RESTRICT,
    date TEXT,
    start TEXT NOT NULL,
    place TEXT NOT NULL,
    directing TEXT NOT NULL,
    chair TEXT NOT NULL,
    secretary TEXT NOT NULL,
    presenter TEXT NOT NULL,
    attendance TEXT NOT NULL,
    speakers TEXT NOT NULL,
    evaluation TEXT NOT NULL,
    directives TEXT NOT NULL
) STRICT;

CREATE TABLE report_text (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    period TEXT NOT NULL REFERENCES period (code) ON DELETE RESTRICT,
    part TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    UNIQUE (period, part)
) STRICT;

-- What was counted of a period, kept until one of its rows changes: triggers take it out, or empty `brief`, what the scores
-- say in it. Not journalled, no part of the register's figures; `form` says how it was counted.
CREATE TABLE memo (
    period TEXT PRIMARY KEY,
    form INTEGER NOT NULL,
    whole TEXT NOT NULL,
    brief TEXT NOT NULL
) STRICT;

-- What stands half-written in a form: it survives a killed program. Not journalled, no part of the register's figures.
-- `session` is the running program that keeps it: two programs may have the same form open.
CREATE TABLE draft (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    session TEXT NOT NULL,
    place TEXT NOT NULL,
    at TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (session, place)
) STRICT;

-- The index of Find, without content: words in, keys out. Its rowid is day, kind, key, so that the newest come first unsorted;
-- each beginning of a word up to six letters is kept, so that a word half typed is one look. Who writes keeps it.
CREATE VIRTUAL TABLE find USING fts5 (
    text,
    content = '',
    contentless_delete = 1,
    detail = none,
    prefix = '1 2 3 4 5 6',
    tokenize = 'unicode61 remove_diacritics 2'
);

-- The journal: acts in a hash chain, and every change of a row, written by triggers. `pen` holds the act being written;
-- outside the program it is NULL, so that an edit by another tool is still recorded, and seen to be one.
-- The lines of an act are those from `first` on, without a gap; `marks` holds eight bytes for each.
CREATE TABLE act (
    n INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    user TEXT NOT NULL,
    secretary TEXT NOT NULL,
    what TEXT NOT NULL,
    thing TEXT NOT NULL,
    why TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo', 'barrier')),
    of INTEGER REFERENCES act (n) ON DELETE RESTRICT,
    first INTEGER NOT NULL,
    hash TEXT NOT NULL,
    marks BLOB NOT NULL
) STRICT;
CREATE INDEX act_of ON act (of) WHERE of IS NOT NULL;

-- `tbl` is the number of the table in the program's list; `op` 0 written, 1 changed, 2 taken out. A version of a row is kept
-- once: `old` is the one that the line replaced, the newest is the row itself.
CREATE TABLE journal (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    act INTEGER,
    tbl INTEGER NOT NULL,
    id INTEGER NOT NULL,
    op INTEGER NOT NULL CHECK (op IN (0, 1, 2)),
    old TEXT,
    CHECK ((op = 0) = (old IS NULL))
) STRICT;
CREATE INDEX journal_row ON journal (tbl, id);

CREATE TABLE pen (
    n INTEGER PRIMARY KEY CHECK (n = 1),
    act INTEGER
) STRICT;
INSERT INTO pen (n, act) VALUES (1, NULL);
