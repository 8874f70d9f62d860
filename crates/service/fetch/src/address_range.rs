//! Ranges of addresses, as networks are written: `10.0.0.0/8`, `fd00::/8`.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// All addresses that begin with the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressRange {
    first: IpAddr,
    /// How many bits are the same: up to 32 or 128.
    prefix_bits: u8,
}

/// A text is no range of addresses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a range of addresses is written as 10.0.0.0/8 or fd00::/8")]
pub struct RangeError;

impl AddressRange {
    /// A range of the older protocol; `prefix_bits` is at most 32.
    pub(crate) const fn v4(first: [u8; 4], prefix_bits: u8) -> Self {
        let [a, b, c, d] = first;
        Self { first: IpAddr::V4(Ipv4Addr::new(a, b, c, d)), prefix_bits }
    }

    /// A range of the newer protocol, by the first two of its eight groups; `prefix_bits` is at most 128.
    pub(crate) const fn v6(first: [u16; 2], prefix_bits: u8) -> Self {
        let [a, b] = first;
        Self { first: IpAddr::V6(Ipv6Addr::new(a, b, 0, 0, 0, 0, 0, 0)), prefix_bits }
    }

    /// Whether an address is in it; one of the older protocol that is written in the newer one's form is what it stands for.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.first, address.to_canonical()) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let same = u32::MAX.checked_shl(32 - u32::from(self.prefix_bits)).unwrap_or(0);
                first.to_bits() & same == address.to_bits() & same
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                let same = u128::MAX.checked_shl(128 - u32::from(self.prefix_bits)).unwrap_or(0);
                first.to_bits() & same == address.to_bits() & same
            }
            _ => false,
        }
    }
}

impl FromStr for AddressRange {
    type Err = RangeError;

    fn from_str(text: &str) -> Result<Self, RangeError> {
        let (first, bits) = text.split_once('/').ok_or(RangeError)?;
        let first: IpAddr = first.trim().parse().map_err(|_| RangeError)?;
        let prefix_bits: u8 = bits.trim().parse().map_err(|_| RangeError)?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        if prefix_bits > most {
            return Err(RangeError);
        }
        Ok(Self { first, prefix_bits })
    }
}

impl fmt::Display for AddressRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.prefix_bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_in(range: &str, address: &str) -> bool {
        range.parse::<AddressRange>().unwrap().contains(address.parse().unwrap())
    }

    #[test]
    fn a_range_holds_what_begins_with_its_bits() {
        assert!(is_in("10.0.0.0/8", "10.255.0.1") && !is_in("10.0.0.0/8", "11.0.0.0"));
        assert!(is_in("192.168.7.9/32", "192.168.7.9") && !is_in("192.168.7.9/32", "192.168.7.8"));
        assert!(is_in("0.0.0.0/0", "8.8.8.8") && !is_in("0.0.0.0/0", "::1"));
        assert!(is_in("fd00::/8", "fdff::1") && !is_in("fd00::/8", "fe00::1"));
        assert!(is_in("::/0", "2600::1") && is_in("::1/128", "::1"));
        assert!(is_in("10.0.0.0/8", "::ffff:10.1.1.1"), "written in the other form");
    }

    #[test]
    fn what_is_no_range_is_refused() {
        for text in ["", "10.0.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "ten/8", "10.0.0/8"] {
            assert_eq!(text.parse::<AddressRange>(), Err(RangeError), "{text}");
        }
        assert_eq!("fd00::/8".parse::<AddressRange>().unwrap().to_string(), "fd00::/8");
    }
}
