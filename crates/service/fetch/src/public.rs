//! Which addresses are on the public internet.
//!
//! Source: the special-purpose registries of IANA,
//! <https://www.iana.org/assignments/iana-ipv4-special-registry> and
//! <https://www.iana.org/assignments/iana-ipv6-special-registry>.

use std::net::IpAddr;

use crate::address_range::AddressRange;

/// What is not public among the addresses of the older protocol.
const NOT_PUBLIC_V4: [AddressRange; 15] = [
    // This network, which Linux takes for this machine.
    AddressRange::v4([0, 0, 0, 0], 8),
    AddressRange::v4([10, 0, 0, 0], 8),
    // Shared by a carrier's customers.
    AddressRange::v4([100, 64, 0, 0], 10),
    AddressRange::v4([127, 0, 0, 0], 8),
    // The link alone; clouds tell secrets there.
    AddressRange::v4([169, 254, 0, 0], 16),
    AddressRange::v4([172, 16, 0, 0], 12),
    AddressRange::v4([192, 0, 0, 0], 24),
    // Documentation.
    AddressRange::v4([192, 0, 2, 0], 24),
    AddressRange::v4([198, 51, 100, 0], 24),
    AddressRange::v4([203, 0, 113, 0], 24),
    // Relays between the protocols, given up long ago.
    AddressRange::v4([192, 88, 99, 0], 24),
    AddressRange::v4([192, 168, 0, 0], 16),
    // Measurements between networks.
    AddressRange::v4([198, 18, 0, 0], 15),
    // Many receivers at once.
    AddressRange::v4([224, 0, 0, 0], 4),
    // Kept for later, and everybody on the link.
    AddressRange::v4([240, 0, 0, 0], 4),
];

/// All that is given out of the newer protocol; loopback, links, sites, translators and groups of receivers lie outside.
const GIVEN_OUT_V6: AddressRange = AddressRange::v6([0x2000, 0], 3);

/// What is not public in it.
const NOT_PUBLIC_V6: [AddressRange; 4] = [
    // For protocols: tunnels (Teredo), measurements, identifiers.
    AddressRange::v6([0x2001, 0], 23),
    // Documentation.
    AddressRange::v6([0x2001, 0xdb8], 32),
    AddressRange::v6([0x3fff, 0], 20),
    // Holds addresses of the older protocol, any of them.
    AddressRange::v6([0x2002, 0], 16),
];

/// Whether an address is one that anybody on the internet may reach, as far as its bits tell.
///
/// One of the older protocol that is written in the newer one's form (`::ffff:127.0.0.1`) is what it stands for.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        v4 @ IpAddr::V4(_) => !NOT_PUBLIC_V4.iter().any(|range| range.contains(v4)),
        v6 @ IpAddr::V6(_) => GIVEN_OUT_V6.contains(v6) && !NOT_PUBLIC_V6.iter().any(|range| range.contains(v6)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    #[test]
    fn addresses_at_the_edges_of_what_is_public() {
        let public = [
            "1.0.0.0",
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.0.3.0",
            "192.88.98.255",
            "192.88.100.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "198.51.99.255",
            "198.51.101.0",
            "203.0.112.255",
            "203.0.114.0",
            "223.255.255.255",
            "2000::1",
            "2001:200::1",
            "2001:4860:4860::8888",
            "2003::1",
            "2606:4700::1111",
            "3ffe::1",
            "3fff:1000::1",
            "::ffff:8.8.8.8",
        ];
        for address in public {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        let not_public = [
            "0.0.0.0",
            "0.255.255.255",
            "10.0.0.0",
            "10.255.255.255",
            "100.64.0.0",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.169.254",
            "172.16.0.0",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::8.8.8.8",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::8.8.8.8",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:10::1",
            "2001:1ff:ffff::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "3fff:fff::1",
            "4000::1",
            "5f00::1",
            "fc00::1",
            "fdff::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ];
        for address in not_public {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    proptest! {
        #[test]
        fn what_the_standard_library_calls_special_is_not_public(bits: u32) {
            let address = Ipv4Addr::from_bits(bits);
            let is_special = address.is_private() || address.is_loopback() || address.is_link_local()
                || address.is_multicast() || address.is_broadcast() || address.is_documentation()
                || address.is_unspecified();
            prop_assert!(!(is_special && is_public(address.into())), "{address}");
        }

        #[test]
        fn both_forms_of_an_address_are_judged_alike(bits: u32) {
            let address = Ipv4Addr::from_bits(bits);
            prop_assert_eq!(is_public(address.into()), is_public(address.to_ipv6_mapped().into()));
        }

        #[test]
        fn forms_that_hold_another_address_are_never_public(bits: u32, below: u64) {
            let v4 = u128::from(bits);
            let below = u128::from(below);
            let compatible = v4;
            let translated = 0x64_ff9b << 96 | v4;
            let six_to_four = 0x2002 << 112 | v4 << 80 | below;
            let teredo = 0x2001_0000 << 96 | v4 << 64 | below;
            for bits in [compatible, translated, six_to_four, teredo] {
                let address = Ipv6Addr::from_bits(bits);
                prop_assert!(!is_public(address.into()), "{address}");
            }
        }

        #[test]
        fn only_an_eighth_of_the_newer_addresses_can_be_public(bits: u128) {
            let address = Ipv6Addr::from_bits(bits);
            let is_mapped = address.to_ipv4_mapped().is_some();
            prop_assert!(bits >> 125 == 1 || is_mapped || !is_public(address.into()), "{address}");
            let special = address.is_loopback() || address.is_multicast() || address.is_unspecified()
                || address.is_unique_local() || address.is_unicast_link_local();
            prop_assert!(!(special && is_public(address.into())), "{address}");
        }
    }
}
