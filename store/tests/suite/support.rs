//! What the tests stand on: a database of their own, its people, its devices.

#[path = "../support/device.rs"]
pub(crate) mod device;
#[path = "../support/house.rs"]
pub(crate) mod house;
#[path = "../support/postgres.rs"]
pub(crate) mod postgres;

pub(crate) use device::Device;
pub(crate) use house::House;
