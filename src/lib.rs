#![doc = "thidua: the emulation register."]
pub mod core;
