//! Macros that define a part of the document once: its type, its reader, its writer, its schema.

/// Defines a JSON object with named fields.
///
/// `field "key": Type` is required unless the type has an absent value (`Option`, `Vec`).
/// `where low..=high` limits a number, in the unit that the doc comment names.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $(#[derive($($extra:ident),*)])?
        pub struct $name:ident {
            $(
                $(#[doc = $field_doc:literal])*
                $field:ident $key:literal : $ty:ty $(where $range:expr)?
            ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq $($(, $extra)*)?)]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: $ty, )*
        }

        impl $name {
            pub(crate) fn read_fields(
                object: &mut crate::reader::ObjectReader<'_>,
                reader: &mut crate::reader::Reader,
            ) -> Option<Self> {
                $( let $field: Option<$ty> = object.field($key, record!(@range $($range)?), reader); )*
                Some(Self { $( $field: $field?, )* })
            }

            pub(crate) fn write_fields(&self, object: &mut serde_json::Map<String, serde_json::Value>) {
                $( if let Some(value) = crate::reader::Part::write(&self.$field) {
                    object.insert($key.to_owned(), value);
                } )*
            }

            pub(crate) fn schema_fields(
                definitions: &mut serde_json::Map<String, serde_json::Value>,
                properties: &mut serde_json::Map<String, serde_json::Value>,
                required: &mut Vec<serde_json::Value>,
            ) {
                $(
                    let described = crate::schema::described(
                        <$ty as crate::reader::Part>::schema(definitions),
                        &[$($field_doc),*],
                        record!(@range $($range)?),
                    );
                    properties.insert($key.to_owned(), crate::schema::cued($key, described));
                    if <$ty as crate::reader::Part>::absent().is_none() {
                        required.push($key.into());
                    }
                )*
            }
        }

        impl crate::reader::Part for $name {
            fn read(value: &serde_json::Value, reader: &mut crate::reader::Reader) -> Option<Self> {
                let mut object = crate::reader::ObjectReader::new(value, crate::schema::sentence_name(stringify!($name)).as_str(), reader)?;
                let part = Self::read_fields(&mut object, reader);
                object.finish(reader);
                part
            }

            fn write(&self) -> Option<serde_json::Value> {
                let mut object = serde_json::Map::new();
                self.write_fields(&mut object);
                Some(serde_json::Value::Object(object))
            }

            fn schema(definitions: &mut serde_json::Map<String, serde_json::Value>) -> serde_json::Value {
                crate::schema::define(definitions, stringify!($name), |definitions| {
                    let mut properties = serde_json::Map::new();
                    let mut required = Vec::new();
                    Self::schema_fields(definitions, &mut properties, &mut required);
                    crate::schema::object(&[$($doc),*], properties, required)
                })
            }
        }
    };
    (@range) => { None };
    (@range $range:expr) => { Some($range) };
}

/// Defines an enumeration that is written as one of a few words.
///
/// Further words after `|` are read as well, but never written.
macro_rules! keyword {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $(
                $(#[doc = $variant_doc:literal])*
                $variant:ident $word:literal $(| $alias:literal)*
            ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[doc = $variant_doc])* $variant, )*
        }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Every word, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word that stands for the value in a document.
            pub const fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }

            /// The value a word stands for, aliases included.
            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $( $word $(| $alias)* => Some(Self::$variant), )*
                    _ => None,
                }
            }
        }

        impl crate::reader::Part for $name {
            fn read(value: &serde_json::Value, reader: &mut crate::reader::Reader) -> Option<Self> {
                let found = value.as_str().and_then(Self::from_word);
                if found.is_none() {
                    let near = value.as_str().and_then(|word| crate::reader::nearest(word, Self::WORDS));
                    let message = match near {
                        Some(near) => format!("not a known {}; did you mean \"{near}\"?", crate::schema::spaced(stringify!($name))),
                        None => format!("not a known {}", crate::schema::spaced(stringify!($name))),
                    };
                    reader.error(message, Some(value), Some(Self::WORDS.join(", ")));
                }
                found
            }

            fn write(&self) -> Option<serde_json::Value> {
                Some(self.word().into())
            }

            fn schema(definitions: &mut serde_json::Map<String, serde_json::Value>) -> serde_json::Value {
                crate::schema::define(definitions, stringify!($name), |_| {
                    serde_json::json!({
                        "description": crate::schema::paragraph(&[$($doc),*]),
                        "enum": [$($word),*],
                    })
                })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

pub(crate) use {keyword, record};
