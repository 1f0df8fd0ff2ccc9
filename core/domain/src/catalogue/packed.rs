//! The catalogue inside the library: texts, lists and tables that live as long as the process, and their packed form.
//! Decoders derived by a general format take eight times the code of these, in every phone's package.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::mem;
use std::ops::Deref;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Deserializer};

/// A text of the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text(&'static str);

impl Text {
    /// Returns the text, which lives as long as the process.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.0
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

/// Leaks the text: for the build and for tests only.
impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text.leak())
    }
}

/// Leaks the text: for the build and for tests only.
impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// Key of a table that the build alone looks into: the library finds the values by their place, so the key is not packed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct BuildKey(Text);

impl Deref for BuildKey {
    type Target = Text;

    fn deref(&self) -> &Text {
        &self.0
    }
}

impl Borrow<str> for BuildKey {
    fn borrow(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for BuildKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl Packed for BuildKey {
    fn pack(&self, _: &mut Packing) {}

    fn take(_: &mut Block) -> Self {
        Self::default()
    }
}

/// List of the catalogue.
#[derive(PartialEq, Eq)]
pub struct List<T: 'static>(&'static [T]);

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(&[])
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0
    }
}

impl<T> IntoIterator for List<T> {
    type Item = &'static T;
    type IntoIter = std::slice::Iter<'static, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T> IntoIterator for &List<T> {
    type Item = &'static T;
    type IntoIter = std::slice::Iter<'static, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

/// Leaks the list: for the build and for tests only.
impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items.leak())
    }
}

/// Leaks the list: for the build and for tests only.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Vec::deserialize(deserializer)?.leak()))
    }
}

/// Table of the catalogue, in the order of the keys.
#[derive(PartialEq, Eq)]
pub struct Table<V: 'static, K: 'static = Text>(&'static [(K, V)]);

impl<V, K> Table<V, K> {
    /// Returns the value of a key.
    pub fn get<Q: PartialEq + ?Sized>(&self, key: &Q) -> Option<&'static V>
    where
        K: Borrow<Q>,
    {
        self.0.iter().find(|(known, _)| known.borrow() == key).map(|(_, value)| value)
    }

    /// Returns whether the table has a value for a key.
    pub fn contains_key<Q: PartialEq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// Returns whether the table has no values.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Iterates over the keys.
    pub fn keys(&self) -> impl Iterator<Item = &'static K> + Clone + use<V, K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// Iterates over the values.
    pub fn values(&self) -> impl Iterator<Item = &'static V> + Clone + use<V, K> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Iterates over keys with their values.
    pub fn iter(&self) -> std::slice::Iter<'static, (K, V)> {
        self.0.iter()
    }
}

impl<V, K> Clone for Table<V, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V, K> Copy for Table<V, K> {}

impl<V, K> Default for Table<V, K> {
    fn default() -> Self {
        Self(&[])
    }
}

impl<V, K> IntoIterator for Table<V, K> {
    type Item = &'static (K, V);
    type IntoIter = std::slice::Iter<'static, (K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<V, K> IntoIterator for &Table<V, K> {
    type Item = &'static (K, V);
    type IntoIter = std::slice::Iter<'static, (K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<V: fmt::Debug, K: fmt::Debug> fmt::Debug for Table<V, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(key, value)| (key, value))).finish()
    }
}

/// Leaks the table: for the build and for tests only.
impl<V, K: Ord> FromIterator<(K, V)> for Table<V, K> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        // Keys that are not packed are all alike once they are unpacked, so values of like keys keep their order.
        let mut pairs: Vec<_> = pairs.into_iter().collect();
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self(pairs.leak())
    }
}

/// Leaks the table: for the build and for tests only.
impl<'de, V: Deserialize<'de>, K: Deserialize<'de> + Ord> Deserialize<'de> for Table<V, K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(Self::from_iter)
    }
}

/// Type that the build packs and the library unpacks. Both are the same version of this code, so the form may change
/// freely.
pub trait Packed: Sized {
    /// Appends the value to a block.
    fn pack(&self, to: &mut Packing);

    /// Appends the value as a key of a table. A text is named by its place where blocks share their keys.
    fn pack_key(&self, to: &mut Packing) {
        self.pack(to);
    }

    /// Takes the value from the front of a block. Where the block ends early, the value is empty, and [`unpack`]
    /// refuses the whole block.
    fn take(from: &mut Block) -> Self;

    /// Takes the key of a table, as [`Packed::pack_key`] appended it.
    fn take_key(from: &mut Block) -> Self {
        Self::take(from)
    }
}

/// The keys of tables that several blocks share: the words of every language have the same ones.
#[derive(Debug, Default)]
pub struct SharedKeys {
    keys: Vec<Text>,
    /// Place of the key that would follow in the order of the list.
    next: usize,
}

impl SharedKeys {
    /// Returns the keys in the order of their places, to be packed once.
    pub fn into_list(self) -> List<Text> {
        self.keys.into()
    }

    /// Returns how far a key lies from the place that would follow, and adds it if it is new.
    fn step(&mut self, key: Text) -> usize {
        let place = self.keys.iter().position(|known| *known == key).unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        });
        let ahead = place >= self.next;
        let step = place.abs_diff(self.next) * 2 + usize::from(!ahead);
        self.next = place + 1;
        step
    }
}

/// A block that is being packed.
#[derive(Debug, Default)]
pub struct Packing {
    bytes: Vec<u8>,
    keys: Option<SharedKeys>,
}

impl Packing {
    pub(super) fn push(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn extend(&mut self, bytes: impl IntoIterator<Item = u8>) {
        self.bytes.extend(bytes);
    }

    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.push(number as u8);
    }
}

/// The unread rest of a packed block.
#[derive(Debug)]
pub struct Block {
    rest: &'static [u8],
    keys: Option<List<Text>>,
    /// Place of the shared key that would follow.
    next: usize,
    broken: bool,
}

impl Block {
    fn bytes(&mut self, count: usize) -> &'static [u8] {
        match self.rest.split_at_checked(count) {
            Some((taken, rest)) => {
                self.rest = rest;
                taken
            }
            None => {
                self.broken = true;
                &[]
            }
        }
    }

    fn byte(&mut self) -> u8 {
        self.bytes(1).first().copied().unwrap_or(0)
    }

    /// Takes a number in groups of seven bits, the lowest first.
    fn number(&mut self) -> usize {
        let mut number = 0;
        for shift in (0..28).step_by(7) {
            let byte = self.byte();
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
        }
        self.broken = true;
        0
    }

    fn list<T>(&mut self, take: impl Fn(&mut Self) -> T) -> &'static [T] {
        let count = self.number();
        // A corrupt block must not claim memory that it cannot fill.
        if count > self.rest.len() {
            self.broken = true;
            return &[];
        }
        let mut list = Vec::with_capacity(count);
        for _ in 0..count {
            list.push(take(self));
        }
        list.leak()
    }
}

/// Packs a value into a block.
pub fn pack(value: &impl Packed) -> Vec<u8> {
    let mut to = Packing::default();
    value.pack(&mut to);
    to.bytes
}

/// Packs a value into a block that names the keys of its tables by their place among `keys`, and adds those that are new.
pub fn pack_sharing_keys(value: &impl Packed, keys: &mut SharedKeys) -> Vec<u8> {
    let shared = SharedKeys { keys: mem::take(&mut keys.keys), next: 0 };
    let mut to = Packing { bytes: Vec::new(), keys: Some(shared) };
    value.pack(&mut to);
    *keys = to.keys.unwrap_or_default();
    to.bytes
}

/// Unpacks the value of a block. Returns `None` for a block that is truncated, corrupt or too long. The block and its
/// value live as long as the process.
pub fn unpack<T: Packed>(bytes: Vec<u8>) -> Option<T> {
    unpacked(bytes, None)
}

/// Unpacks the value of a block that [`pack_sharing_keys`] packed, with the list of all keys; `None` as [`unpack`].
pub fn unpack_sharing_keys<T: Packed>(bytes: Vec<u8>, keys: List<Text>) -> Option<T> {
    unpacked(bytes, Some(keys))
}

fn unpacked<T: Packed>(bytes: Vec<u8>, keys: Option<List<Text>>) -> Option<T> {
    let mut block = Block { rest: bytes.leak(), keys, next: 0, broken: false };
    let value = T::take(&mut block);
    (!block.broken && block.rest.is_empty()).then_some(value)
}

impl Packed for u8 {
    fn pack(&self, to: &mut Packing) {
        to.push(*self);
    }

    fn take(from: &mut Block) -> Self {
        from.byte()
    }
}

impl Packed for u16 {
    fn pack(&self, to: &mut Packing) {
        to.extend(self.to_le_bytes());
    }

    fn take(from: &mut Block) -> Self {
        Self::from(from.byte()) | Self::from(from.byte()) << 8
    }
}

impl Packed for bool {
    fn pack(&self, to: &mut Packing) {
        to.push(u8::from(*self));
    }

    fn take(from: &mut Block) -> Self {
        from.byte() != 0
    }
}

impl Packed for Text {
    fn pack(&self, to: &mut Packing) {
        to.number(self.0.len());
        to.extend(self.0.bytes());
    }

    fn take(from: &mut Block) -> Self {
        let length = from.number();
        match std::str::from_utf8(from.bytes(length)) {
            Ok(text) => Self(text),
            Err(_) => {
                from.broken = true;
                Self("")
            }
        }
    }

    fn pack_key(&self, to: &mut Packing) {
        match &mut to.keys {
            Some(keys) => {
                let step = keys.step(*self);
                to.number(step);
            }
            None => self.pack(to),
        }
    }

    fn take_key(from: &mut Block) -> Self {
        let Some(keys) = from.keys else { return Self::take(from) };
        let step = from.number();
        let place =
            if step.is_multiple_of(2) { from.next.checked_add(step / 2) } else { from.next.checked_sub(step / 2) };
        let found = place.and_then(|place| Some((place, *keys.get(place)?)));
        let Some((place, key)) = found else {
            from.broken = true;
            return Self("");
        };
        from.next = place + 1;
        key
    }
}

/// Packs the days since `FIRST_DAY` into two bytes.
impl Packed for NaiveDate {
    fn pack(&self, to: &mut Packing) {
        let days = self.signed_duration_since(FIRST_DAY).num_days();
        u16::try_from(days).expect("the check refuses years before 2000 and after 2178").pack(to);
    }

    fn take(from: &mut Block) -> Self {
        FIRST_DAY.checked_add_days(Days::new(u16::take(from).into())).unwrap_or(FIRST_DAY)
    }
}

/// First date that the catalogue can hold.
pub(super) const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, to: &mut Packing) {
        to.push(u8::from(self.is_some()));
        if let Some(value) = self {
            value.pack(to);
        }
    }

    fn take(from: &mut Block) -> Self {
        (from.byte() != 0).then(|| T::take(from))
    }
}

impl<T: Packed> Packed for List<T> {
    fn pack(&self, to: &mut Packing) {
        to.number(self.0.len());
        for value in self.0 {
            value.pack(to);
        }
    }

    fn take(from: &mut Block) -> Self {
        Self(from.list(T::take))
    }
}

impl<V: Packed, K: Packed> Packed for Table<V, K> {
    fn pack(&self, to: &mut Packing) {
        to.number(self.0.len());
        for (key, value) in self.0 {
            key.pack_key(to);
            value.pack(to);
        }
    }

    fn take(from: &mut Block) -> Self {
        Self(from.list(|from| (K::take_key(from), V::take(from))))
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, to: &mut Packing) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn take(from: &mut Block) -> Self {
        (A::take(from), B::take(from))
    }
}

/// Packs records field by field. A forgotten field does not compile.
macro_rules! packed {
    ($($name:ident { $($field:ident),+ $(,)? })+) => {
        $(impl $crate::catalogue::packed::Packed for $name {
            fn pack(&self, to: &mut $crate::catalogue::packed::Packing) {
                $($crate::catalogue::packed::Packed::pack(&self.$field, to);)+
            }

            fn take(from: &mut $crate::catalogue::packed::Block) -> Self {
                Self { $($field: $crate::catalogue::packed::Packed::take(from)),+ }
            }
        })+
    };
}

/// Packs choices as their index in the list. A forgotten variant does not compile.
macro_rules! packed_choice {
    ($($name:ident { $first:ident $(, $variant:ident)* $(,)? })+) => {
        $(impl $crate::catalogue::packed::Packed for $name {
            fn pack(&self, to: &mut $crate::catalogue::packed::Packing) {
                let all = [Self::$first $(, Self::$variant)*];
                match self {
                    Self::$first $(| Self::$variant)* => {}
                }
                let place = all.iter().position(|known| known == self).unwrap_or(0);
                to.push(u8::try_from(place).unwrap_or(0));
            }

            fn take(from: &mut $crate::catalogue::packed::Block) -> Self {
                let all = [Self::$first $(, Self::$variant)*];
                let place = <u8 as $crate::catalogue::packed::Packed>::take(from);
                all.get(usize::from(place)).copied().unwrap_or(Self::$first)
            }
        })+
    };
}

pub(crate) use {packed, packed_choice};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> Text {
        serde_json::from_value(text.into()).unwrap()
    }

    type Value = (Table<List<Text>>, (Option<NaiveDate>, (bool, u8)));

    fn any_value() -> impl Strategy<Value = Value> {
        let lists = prop::collection::btree_map("\\PC{0,200}", prop::collection::vec("\\PC{0,9}", 0..4), 0..5);
        (lists, prop::option::of(0..65_536_u64), any::<bool>(), any::<u8>()).prop_map(|(lists, days, yes, number)| {
            let table = serde_json::from_value(serde_json::to_value(lists).unwrap()).unwrap();
            (table, (days.map(|days| FIRST_DAY + Days::new(days)), (yes, number)))
        })
    }

    proptest! {
        #[test]
        fn any_value_survives_a_round_trip(value in any_value()) {
            prop_assert_eq!(unpack::<Value>(pack(&value)), Some(value));
        }

        #[test]
        fn a_truncated_or_too_long_block_is_refused(value in any_value(), cut in any::<prop::sample::Index>()) {
            let whole = pack(&value);
            let cut = cut.index(whole.len());
            prop_assert_eq!(unpack::<Value>(whole[..cut].to_vec()), None);
            prop_assert_eq!(unpack::<Value>([whole, vec![0]].concat()), None);
        }

        #[test]
        fn corrupt_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            unpack::<Value>(bytes);
        }
    }

    #[test]
    fn keys_of_the_build_are_not_packed_and_values_keep_their_places() {
        let table: Table<u8, BuildKey> = serde_json::from_str(r#"{"b":2,"a":1}"#).unwrap();
        assert_eq!((table.get("b"), pack(&table)), (Some(&2), vec![2, 1, 2]));
        let unpacked: Table<u8, BuildKey> = unpack(pack(&table)).unwrap();
        assert_eq!(unpacked.values().copied().collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_table_finds_values_by_key_in_the_order_of_keys() {
        let table: Table<u8> = serde_json::from_str(r#"{"b":2,"a":1}"#).unwrap();
        assert_eq!((table.get("a"), table.get("c"), table.contains_key("b")), (Some(&1), None, true));
        assert_eq!(table.keys().copied().collect::<Vec<_>>(), [text("a"), text("b")]);
        assert_eq!(format!("{table:?}"), r#"{"a": 1, "b": 2}"#);
    }

    #[test]
    fn blocks_share_the_keys_of_their_tables() {
        let table = |json: serde_json::Value| serde_json::from_value::<Table<Table<Text>>>(json).unwrap();
        let one = table(serde_json::json!({"claims": {"a": "eins", "b": "zwei"}, "links": {"b": "drei"}}));
        let other = table(serde_json::json!({"claims": {"a": "one", "c": "two"}, "guides": {}}));
        let mut keys = SharedKeys::default();
        let blocks = [one, other].map(|value| pack_sharing_keys(&value, &mut keys));
        let keys = keys.into_list();
        assert_eq!(
            keys.iter().map(|key| key.as_str()).collect::<Vec<_>>(),
            ["claims", "a", "b", "links", "c", "guides"]
        );
        for (value, block) in [one, other].iter().zip(blocks) {
            assert!(!block.windows(6).any(|bytes| bytes == b"claims"));
            assert_eq!(unpack_sharing_keys(block.clone(), keys), Some(*value));
            assert_eq!(unpack_sharing_keys::<Table<Table<Text>>>(block, List::default()), None);
        }
    }
}
