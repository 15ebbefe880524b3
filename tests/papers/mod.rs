//! The papers of a period and their files: the case's figures in every format, the form, and what files may not do.
mod adjusted;
mod case;
mod demo;
mod files;
mod office;
mod sets;
mod several;
mod summary;
mod why;
