//! All tests of the house from outside, in one binary.
