//! Where cities are.

/// A city.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct City {
    /// Its name in English.
    pub name: &'static str,
    /// The code of its country, ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
}

/// All cities, in order of their names.
#[must_use]
pub const fn cities() -> &'static [City] {
    CITIES
}

/// Other names of cities.
const ALIASES: &[(&str, &str)] = &[
    ("bengaluru", "Bangalore"),
    ("bogota", "Bogotá"),
    ("cracow", "Kraków"),
    ("kiev", "Kyiv"),
    ("krakow", "Kraków"),
    ("la", "Los Angeles"),
    ("lisboa", "Lisbon"),
    ("milano", "Milan"),
    ("münchen", "Munich"),
    ("new delhi", "Delhi"),
    ("new york city", "New York"),
    ("nyc", "New York"),
    ("praha", "Prague"),
    ("rio", "Rio de Janeiro"),
    ("roma", "Rome"),
    ("saigon", "Ho Chi Minh City"),
    ("sao paulo", "São Paulo"),
    ("sf", "San Francisco"),
    ("washington dc", "Washington"),
    ("washington, d.c.", "Washington"),
    ("wien", "Vienna"),
    ("zürich", "Zurich"),
];

/// A city by its name, whatever its capitals.
#[must_use]
pub fn city(name: &str) -> Option<City> {
    let wanted = name.trim().to_lowercase();
    let wanted =
        ALIASES.iter().find(|(alias, _)| *alias == wanted).map_or(wanted.clone(), |(_, name)| name.to_lowercase());
    CITIES.iter().find(|city| city.name.to_lowercase() == wanted).copied()
}

#[rustfmt::skip]
const CITIES: &[City] = &[
    City { name: "Amsterdam", country: "NL", latitude: 52.37, longitude: 4.9 },
    City { name: "Athens", country: "GR", latitude: 37.98, longitude: 23.73 },
    City { name: "Atlanta", country: "US", latitude: 33.75, longitude: -84.39 },
    City { name: "Auckland", country: "NZ", latitude: -36.85, longitude: 174.76 },
    City { name: "Austin", country: "US", latitude: 30.27, longitude: -97.74 },
    City { name: "Baghdad", country: "IQ", latitude: 33.31, longitude: 44.37 },
    City { name: "Bangalore", country: "IN", latitude: 12.97, longitude: 77.59 },
    City { name: "Bangkok", country: "TH", latitude: 13.76, longitude: 100.5 },
    City { name: "Barcelona", country: "ES", latitude: 41.39, longitude: 2.17 },
    City { name: "Beijing", country: "CN", latitude: 39.9, longitude: 116.41 },
    City { name: "Belgrade", country: "RS", latitude: 44.79, longitude: 20.45 },
    City { name: "Bergen", country: "NO", latitude: 60.39, longitude: 5.32 },
    City { name: "Berlin", country: "DE", latitude: 52.52, longitude: 13.41 },
    City { name: "Bogotá", country: "CO", latitude: 4.71, longitude: -74.07 },
    City { name: "Boston", country: "US", latitude: 42.36, longitude: -71.06 },
    City { name: "Brisbane", country: "AU", latitude: -27.47, longitude: 153.03 },
    City { name: "Brussels", country: "BE", latitude: 50.85, longitude: 4.35 },
    City { name: "Bucharest", country: "RO", latitude: 44.43, longitude: 26.1 },
    City { name: "Budapest", country: "HU", latitude: 47.5, longitude: 19.04 },
    City { name: "Buenos Aires", country: "AR", latitude: -34.6, longitude: -58.38 },
    City { name: "Cairo", country: "EG", latitude: 30.04, longitude: 31.24 },
    City { name: "Cape Town", country: "ZA", latitude: -33.92, longitude: 18.42 },
    City { name: "Caracas", country: "VE", latitude: 10.48, longitude: -66.9 },
    City { name: "Casablanca", country: "MA", latitude: 33.57, longitude: -7.59 },
    City { name: "Chengdu", country: "CN", latitude: 30.57, longitude: 104.07 },
    City { name: "Chicago", country: "US", latitude: 41.88, longitude: -87.63 },
    City { name: "Copenhagen", country: "DK", latitude: 55.68, longitude: 12.57 },
    City { name: "Dakar", country: "SN", latitude: 14.72, longitude: -17.47 },
    City { name: "Dallas", country: "US", latitude: 32.78, longitude: -96.8 },
    City { name: "Delhi", country: "IN", latitude: 28.61, longitude: 77.21 },
    City { name: "Denver", country: "US", latitude: 39.74, longitude: -104.99 },
    City { name: "Detroit", country: "US", latitude: 42.33, longitude: -83.05 },
    City { name: "Dhaka", country: "BD", latitude: 23.81, longitude: 90.41 },
    City { name: "Doha", country: "QA", latitude: 25.29, longitude: 51.53 },
    City { name: "Dubai", country: "AE", latitude: 25.2, longitude: 55.27 },
    City { name: "Dublin", country: "IE", latitude: 53.35, longitude: -6.26 },
    City { name: "Edinburgh", country: "GB", latitude: 55.95, longitude: -3.19 },
    City { name: "Florence", country: "IT", latitude: 43.77, longitude: 11.26 },
    City { name: "Frankfurt", country: "DE", latitude: 50.11, longitude: 8.68 },
    City { name: "Geneva", country: "CH", latitude: 46.2, longitude: 6.14 },
    City { name: "Hamburg", country: "DE", latitude: 53.55, longitude: 9.99 },
    City { name: "Hanoi", country: "VN", latitude: 21.03, longitude: 105.85 },
    City { name: "Havana", country: "CU", latitude: 23.11, longitude: -82.37 },
    City { name: "Helsinki", country: "FI", latitude: 60.17, longitude: 24.94 },
    City { name: "Ho Chi Minh City", country: "VN", latitude: 10.82, longitude: 106.63 },
    City { name: "Hong Kong", country: "HK", latitude: 22.32, longitude: 114.17 },
    City { name: "Honolulu", country: "US", latitude: 21.31, longitude: -157.86 },
    City { name: "Houston", country: "US", latitude: 29.76, longitude: -95.37 },
    City { name: "Istanbul", country: "TR", latitude: 41.01, longitude: 28.98 },
    City { name: "Jakarta", country: "ID", latitude: -6.21, longitude: 106.85 },
    City { name: "Jerusalem", country: "IL", latitude: 31.77, longitude: 35.21 },
    City { name: "Johannesburg", country: "ZA", latitude: -26.2, longitude: 28.05 },
    City { name: "Karachi", country: "PK", latitude: 24.86, longitude: 67.01 },
    City { name: "Kathmandu", country: "NP", latitude: 27.72, longitude: 85.32 },
    City { name: "Kinshasa", country: "CD", latitude: -4.44, longitude: 15.27 },
    City { name: "Kolkata", country: "IN", latitude: 22.57, longitude: 88.36 },
    City { name: "Kraków", country: "PL", latitude: 50.06, longitude: 19.94 },
    City { name: "Kuala Lumpur", country: "MY", latitude: 3.139, longitude: 101.687 },
    City { name: "Kyiv", country: "UA", latitude: 50.45, longitude: 30.52 },
    City { name: "Kyoto", country: "JP", latitude: 35.01, longitude: 135.77 },
    City { name: "Lagos", country: "NG", latitude: 6.52, longitude: 3.38 },
    City { name: "Las Vegas", country: "US", latitude: 36.17, longitude: -115.14 },
    City { name: "Lima", country: "PE", latitude: -12.05, longitude: -77.04 },
    City { name: "Lisbon", country: "PT", latitude: 38.72, longitude: -9.14 },
    City { name: "London", country: "GB", latitude: 51.51, longitude: -0.13 },
    City { name: "Los Angeles", country: "US", latitude: 34.05, longitude: -118.24 },
    City { name: "Luxembourg", country: "LU", latitude: 49.61, longitude: 6.13 },
    City { name: "Lyon", country: "FR", latitude: 45.76, longitude: 4.84 },
    City { name: "Madrid", country: "ES", latitude: 40.42, longitude: -3.7 },
    City { name: "Manila", country: "PH", latitude: 14.6, longitude: 120.98 },
    City { name: "Marrakesh", country: "MA", latitude: 31.63, longitude: -8.0 },
    City { name: "Marseille", country: "FR", latitude: 43.3, longitude: 5.37 },
    City { name: "Mecca", country: "SA", latitude: 21.39, longitude: 39.86 },
    City { name: "Melbourne", country: "AU", latitude: -37.81, longitude: 144.96 },
    City { name: "Mexico City", country: "MX", latitude: 19.43, longitude: -99.13 },
    City { name: "Miami", country: "US", latitude: 25.76, longitude: -80.19 },
    City { name: "Milan", country: "IT", latitude: 45.46, longitude: 9.19 },
    City { name: "Montevideo", country: "UY", latitude: -34.9, longitude: -56.16 },
    City { name: "Montreal", country: "CA", latitude: 45.5, longitude: -73.57 },
    City { name: "Moscow", country: "RU", latitude: 55.76, longitude: 37.62 },
    City { name: "Mumbai", country: "IN", latitude: 19.08, longitude: 72.88 },
    City { name: "Munich", country: "DE", latitude: 48.14, longitude: 11.58 },
    City { name: "Nairobi", country: "KE", latitude: -1.29, longitude: 36.82 },
    City { name: "Naples", country: "IT", latitude: 40.85, longitude: 14.27 },
    City { name: "New Orleans", country: "US", latitude: 29.95, longitude: -90.07 },
    City { name: "New York", country: "US", latitude: 40.71, longitude: -74.01 },
    City { name: "Nice", country: "FR", latitude: 43.7, longitude: 7.27 },
    City { name: "Osaka", country: "JP", latitude: 34.69, longitude: 135.5 },
    City { name: "Oslo", country: "NO", latitude: 59.91, longitude: 10.75 },
    City { name: "Ottawa", country: "CA", latitude: 45.42, longitude: -75.7 },
    City { name: "Panama City", country: "PA", latitude: 8.98, longitude: -79.52 },
    City { name: "Paris", country: "FR", latitude: 48.86, longitude: 2.35 },
    City { name: "Perth", country: "AU", latitude: -31.95, longitude: 115.86 },
    City { name: "Philadelphia", country: "US", latitude: 39.95, longitude: -75.17 },
    City { name: "Phoenix", country: "US", latitude: 33.45, longitude: -112.07 },
    City { name: "Portland", country: "US", latitude: 45.52, longitude: -122.68 },
    City { name: "Porto", country: "PT", latitude: 41.16, longitude: -8.63 },
    City { name: "Prague", country: "CZ", latitude: 50.08, longitude: 14.44 },
    City { name: "Quito", country: "EC", latitude: -0.18, longitude: -78.47 },
    City { name: "Reykjavik", country: "IS", latitude: 64.15, longitude: -21.94 },
    City { name: "Riga", country: "LV", latitude: 56.95, longitude: 24.11 },
    City { name: "Rio de Janeiro", country: "BR", latitude: -22.91, longitude: -43.17 },
    City { name: "Riyadh", country: "SA", latitude: 24.71, longitude: 46.68 },
    City { name: "Rome", country: "IT", latitude: 41.9, longitude: 12.5 },
    City { name: "Rotterdam", country: "NL", latitude: 51.92, longitude: 4.48 },
    City { name: "San Diego", country: "US", latitude: 32.72, longitude: -117.16 },
    City { name: "San Francisco", country: "US", latitude: 37.77, longitude: -122.42 },
    City { name: "Santiago", country: "CL", latitude: -33.45, longitude: -70.67 },
    City { name: "Seattle", country: "US", latitude: 47.61, longitude: -122.33 },
    City { name: "Seoul", country: "KR", latitude: 37.57, longitude: 126.98 },
    City { name: "Seville", country: "ES", latitude: 37.39, longitude: -5.98 },
    City { name: "Shanghai", country: "CN", latitude: 31.23, longitude: 121.47 },
    City { name: "Shenzhen", country: "CN", latitude: 22.54, longitude: 114.06 },
    City { name: "Singapore", country: "SG", latitude: 1.35, longitude: 103.82 },
    City { name: "Sofia", country: "BG", latitude: 42.7, longitude: 23.32 },
    City { name: "Stockholm", country: "SE", latitude: 59.33, longitude: 18.07 },
    City { name: "Sydney", country: "AU", latitude: -33.87, longitude: 151.21 },
    City { name: "São Paulo", country: "BR", latitude: -23.55, longitude: -46.63 },
    City { name: "Taipei", country: "TW", latitude: 25.03, longitude: 121.57 },
    City { name: "Tallinn", country: "EE", latitude: 59.44, longitude: 24.75 },
    City { name: "Tehran", country: "IR", latitude: 35.69, longitude: 51.39 },
    City { name: "Tel Aviv", country: "IL", latitude: 32.09, longitude: 34.78 },
    City { name: "Tokyo", country: "JP", latitude: 35.68, longitude: 139.69 },
    City { name: "Toronto", country: "CA", latitude: 43.65, longitude: -79.38 },
    City { name: "Tunis", country: "TN", latitude: 36.81, longitude: 10.18 },
    City { name: "Vancouver", country: "CA", latitude: 49.28, longitude: -123.12 },
    City { name: "Venice", country: "IT", latitude: 45.44, longitude: 12.32 },
    City { name: "Vienna", country: "AT", latitude: 48.21, longitude: 16.37 },
    City { name: "Vilnius", country: "LT", latitude: 54.69, longitude: 25.28 },
    City { name: "Warsaw", country: "PL", latitude: 52.23, longitude: 21.01 },
    City { name: "Washington", country: "US", latitude: 38.91, longitude: -77.04 },
    City { name: "Wellington", country: "NZ", latitude: -41.29, longitude: 174.78 },
    City { name: "Zagreb", country: "HR", latitude: 45.81, longitude: 15.98 },
    City { name: "Zurich", country: "CH", latitude: 47.37, longitude: 8.54 },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::{Detail, countries};

    #[test]
    fn cities_are_on_the_globe_and_found_by_their_names() {
        for city in CITIES {
            assert!(city.latitude.abs() < 70.0 && city.longitude.abs() <= 180.0, "{}", city.name);
            assert_eq!(super::city(city.name), Some(*city));
            assert!(countries(Detail::Near).iter().any(|country| country.code == city.country), "{}", city.name);
        }
        assert_eq!(city("NYC").map(|city| city.name), Some("New York"));
        assert!(city("Atlantis").is_none());
    }

    #[test]
    fn other_names_lead_to_cities() {
        assert!(ALIASES.iter().all(|(alias, _)| city(alias).is_some()));
    }
}
