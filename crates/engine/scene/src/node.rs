//! The things on screen.

use crate::adjust::Adjust;
use crate::binding::Bindings;
use crate::canvas::AspectRatio;
use crate::check::DEEPEST_NESTING;
use crate::connector::Connector;
use crate::container::{Frame, Grid, Stack, StackAlign};
use crate::copies::Repeat;
use crate::cue::Cues;
use crate::effect::{BlendMode, Effect, Matte};
use crate::emphasis::Emphasis;
use crate::entrance::Entrance;
use crate::exit::Exit;
use crate::expectation::Datum;
use crate::form::{Arc, Arrow, Blob, Polygon, Star};
use crate::keys::Keys;
use crate::mask::Mask;
use crate::motion::Order;
use crate::one_or_many::OneOrMany;
use crate::place::{Anchor, Length, Position, Size};
use crate::reader::{ObjectReader, Part, Reader};
use crate::record::record;
use crate::repeat::Loop;
use crate::shape::{Ellipse, Image, Line, Path, Rect};
use crate::text::{Number, Text};
use crate::time::Time;
use crate::when::When;
use serde_json::{Map, Value, json};

record! {
    /// What every node has.
    #[derive(Default)]
    pub struct Common {
        /// A name, unique in the document.
        id "id": Option<String>,
        /// When it appears; by default with the scene.
        start "start": Option<Time> where 0.0..=120.0,
        /// When it is gone; by default with the scene.
        end "end": Option<Time> where 0.0..=120.0,
        /// How long it is there, instead of `end`.
        dur "dur": Option<Time> where 0.0..=120.0,
        /// Where it is; by default in the centre. Not used inside a stack.
        pos "pos": Option<Position>,
        /// The point it turns and grows around; by default its centre.
        pivot "pivot": Option<Anchor>,
        /// Opacity, 0 to 1.
        opacity "opacity": Option<f64> where 0.0..=1.0,
        /// Degrees, clockwise.
        rotate "rotate": Option<f64> where -36000.0..=36000.0,
        /// Size as a factor.
        scale "scale": Option<f64> where 0.0..=100.0,
        /// How much it follows the camera: 0 not at all, as if far away; 1 (default) as the scene; above 1 more, as if near.
        depth "depth": Option<f64> where 0.0..=4.0,
        /// In a stack, the share it takes of the room that is left along its direction; by default none.
        grow "grow": Option<f64> where 0.0..=1000.0,
        /// In a stack, how much it gives way where there is less room than the nodes take; by default not at all.
        shrink "shrink": Option<f64> where 0.0..=1000.0,
        /// In a stack, its length along the direction before it grows or shrinks; by default its own.
        basis "basis": Option<Length>,
        /// In a stack, how it is aligned across the direction; by default as the stack says.
        align_self "alignSelf": Option<StackAlign>,
        /// In a grid with areas, the name of the one it is in.
        area "area": Option<String>,
        /// In a grid, how many columns it goes across; by default 1.
        span "span": Option<f64> where 1.0..=24.0,
        /// A name that a node of the next scene has too: in a matchCut this node becomes that one. Only outside of groups.
        match_name "match": Option<String>,
        /// How its colours and those below make one colour; by default normal.
        blend "blend": Option<BlendMode>,
        /// What is done to its pixels, in order: blur, shadow, glow.
        effects "fx": Vec<Effect>,
        /// Another node that decides where this one is seen.
        matte "matte": Option<Matte>,
        /// A shape that it is seen through.
        mask "mask": Option<Mask>,
        /// Whether it may be blurred by its own motion, where the canvas has a motionBlur; by default it is.
        motion_blur "motionBlur": Option<bool>,
        /// How it comes.
        entrance "in": Option<Entrance>,
        /// How it goes.
        exit "out": Option<Exit>,
        /// How it is stressed.
        emphases "emph": OneOrMany<Emphasis>,
        /// What it does all the time.
        loops "loop": OneOrMany<Loop>,
        /// Properties that change through keyframes.
        keys "keys": Option<Keys>,
        /// The figure that it stands for, where it is a mark of a chart.
        datum "datum": Option<Datum>,
        /// What is different at some ratios.
        when "when": When,
    }
}

record! {
    /// Several nodes that move as one; their positions refer to the group's box.
    #[derive(Default)]
    pub struct Group {
        /// The nodes, from back to front.
        children "children": Vec<Node>,
        /// Seconds between the entrances of the nodes, of those that have one and do not say when they start.
        stagger "stagger": Option<Time> where 0.0..=60.0,
        /// The order in which those come; by default forward.
        order "order": Option<Order>,
        /// The group's box; by default the whole frame.
        size "size": Option<Size>,
        /// Whether what leaves the box is cut off; by default it is not.
        clip "clip": Option<bool>,
    }
}

/// What a node is, beside what every node has.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// Several nodes that move as one.
    Group(Group),
    /// Nodes put one after another.
    Stack(Stack),
    /// Nodes put into rows and columns.
    Grid(Grid),
    /// A window with nodes in it.
    Frame(Frame),
    /// Words.
    Text(Text),
    /// A figure.
    Number(Number),
    /// A rectangle.
    Rect(Rect),
    /// An ellipse.
    Ellipse(Ellipse),
    /// A straight line.
    Line(Line),
    /// A polygon with equal sides.
    Polygon(Polygon),
    /// A star.
    Star(Star),
    /// A closed outline without corners.
    Blob(Blob),
    /// A part of a circle.
    Arc(Arc),
    /// A line with heads.
    Arrow(Arrow),
    /// A line from one node to another.
    Connector(Connector),
    /// A free outline.
    Path(Path),
    /// A picture.
    Image(Image),
    /// A node that is there several times.
    Repeat(Repeat),
    /// Effects on what is below.
    Adjust(Adjust),
}

/// One thing on screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What every node has.
    pub common: Common,
    /// Times of it that are said by what else happens; until [`Scene::scheduled`](crate::Scene::scheduled) other
    /// seconds stand in their places.
    pub cues: Cues,
    /// Values that came from variables.
    pub bindings: Bindings,
    /// What this node is.
    pub kind: NodeKind,
}

impl Node {
    /// A node in the centre of the frame, there for the whole scene.
    pub fn new(kind: impl Into<NodeKind>) -> Self {
        Self { common: Common::default(), cues: Cues::default(), bindings: Bindings::default(), kind: kind.into() }
    }

    /// The nodes inside it.
    pub fn children(&self) -> &[Self] {
        match &self.kind {
            NodeKind::Group(group) => &group.children,
            NodeKind::Stack(stack) => &stack.children,
            NodeKind::Grid(grid) => &grid.children,
            NodeKind::Frame(frame) => &frame.children,
            NodeKind::Repeat(repeat) => repeat.copies(),
            NodeKind::Path(path) => &path.of.0,
            _ => &[],
        }
    }

    /// What the nodes inside it are called in its JSON; copies are not there by themselves.
    pub(crate) const fn children_key(&self) -> &'static str {
        match &self.kind {
            NodeKind::Repeat(_) => "copies",
            NodeKind::Path(_) => "of",
            _ => "children",
        }
    }

    /// When a number begins to count, where that is said.
    pub(crate) fn count_start(&self) -> Option<Time> {
        match &self.kind {
            NodeKind::Number(number) => number.count.as_ref()?.start,
            _ => None,
        }
    }

    /// The nodes in a group, stack, grid or frame, to be changed; `None` for what has no nodes of its own.
    pub fn nodes_within(&mut self) -> Option<&mut Vec<Self>> {
        match self.kind {
            NodeKind::Repeat(_) | NodeKind::Path(_) => None,
            _ => self.children_mut(),
        }
    }

    pub(crate) fn children_mut(&mut self) -> Option<&mut Vec<Self>> {
        match &mut self.kind {
            NodeKind::Group(group) => Some(&mut group.children),
            NodeKind::Stack(stack) => Some(&mut stack.children),
            NodeKind::Grid(grid) => Some(&mut grid.children),
            NodeKind::Frame(frame) => Some(&mut frame.children),
            NodeKind::Repeat(repeat) => Some(repeat.copies_mut()),
            NodeKind::Path(path) => Some(&mut path.of.0),
            _ => None,
        }
    }

    /// The node with another width or height in design units, where its kind has such a size; `None` elsewhere.
    #[must_use]
    pub fn with_sides(&self, width: Option<f64>, height: Option<f64>) -> Option<Self> {
        let mut node = self.clone();
        let [width, height] = [width, height].map(|side| side.map(Length::Units));
        let resize = |size: &mut Option<Size>, default: Size| {
            let own = size.unwrap_or(default);
            *size = Some(Size { width: width.unwrap_or(own.width), height: height.unwrap_or(own.height) });
        };
        match &mut node.kind {
            NodeKind::Stack(Stack { width: own, height: own_height, .. })
            | NodeKind::Grid(Grid { width: own, height: own_height, .. }) => {
                (*own, *own_height) = (width.or(*own), height.or(*own_height));
            }
            NodeKind::Rect(Rect { size, .. }) | NodeKind::Frame(Frame { size, .. }) => resize(size, Size::FULL),
            NodeKind::Image(Image { size: Some(own), .. }) | NodeKind::Group(Group { size: Some(own), .. }) => {
                *own = Size { width: width.unwrap_or(own.width), height: height.unwrap_or(own.height) };
            }
            NodeKind::Ellipse(Ellipse { size, .. })
            | NodeKind::Polygon(Polygon { size, .. })
            | NodeKind::Star(Star { size, .. })
            | NodeKind::Blob(Blob { size, .. })
            | NodeKind::Arc(Arc { size, .. }) => resize(size, Size::units(200.0, 200.0)),
            _ => return None,
        }
        Some(node)
    }

    /// Whether it, or a node inside it, is different at a ratio.
    pub(crate) fn differs_at(&self, aspect: AspectRatio) -> bool {
        self.common.when.patch(aspect).is_some() || self.children().iter().any(|child| child.differs_at(aspect))
    }

    /// The node as it is at a ratio, with what is different there put in.
    #[must_use]
    pub fn at_aspect(&self, aspect: AspectRatio) -> Self {
        let mut node = match self.common.when.patch(aspect) {
            // A patch was read when the document was; one that a program made wrong changes nothing.
            Some(patch) => self.patched(patch, Box::new(Reader::trusting())).unwrap_or_else(|_| self.clone()),
            None => self.clone(),
        };
        if let Some(children) = node.children_mut() {
            *children = children.iter().map(|child| child.at_aspect(aspect)).collect();
        }
        node
    }

    /// Forgets which of its values came from variables, so that it is written with the values.
    pub(crate) fn unbind(&mut self) {
        self.bindings = Bindings::default();
        if let NodeKind::Repeat(repeat) = &mut self.kind {
            repeat.template_mut().unbind();
        }
        self.children_mut().into_iter().flatten().for_each(Self::unbind);
    }

    fn is_bound(&self) -> bool {
        let is_template_bound = match &self.kind {
            NodeKind::Repeat(repeat) => repeat.plan().of.is_bound(),
            _ => false,
        };
        !self.bindings.is_empty() || is_template_bound || self.children().iter().any(Self::is_bound)
    }

    /// The node as JSON, with the values of variables in the places of their names.
    pub(crate) fn plain(&self) -> Option<Value> {
        if !self.is_bound() {
            return self.write();
        }
        let mut node = self.clone();
        node.unbind();
        node.write()
    }

    /// How much later each of the nodes in it comes than the one before, and in which order.
    pub(crate) fn stagger(&self) -> Option<(Time, Order)> {
        let (stagger, order) = match &self.kind {
            NodeKind::Group(group) => (group.stagger, group.order),
            NodeKind::Stack(stack) => (stack.stagger, stack.order),
            NodeKind::Grid(grid) => (grid.stagger, grid.order),
            NodeKind::Frame(frame) => (frame.stagger, frame.order),
            _ => return None,
        };
        Some((stagger?, order.unwrap_or(Order::Forward)))
    }

    /// The node with some of its fields replaced; `null` takes a field away.
    pub(crate) fn patched(&self, patch: &Map<String, Value>, mut reader: Box<Reader>) -> Result<Self, Box<Reader>> {
        let Some(Value::Object(mut object)) = self.plain() else { return Err(reader) };
        object.shift_remove("when");
        for (key, value) in patch {
            object.insert(key.clone(), value.clone());
        }
        let node = Self::read(&Value::Object(object), &mut reader);
        node.ok_or(reader)
    }
}

macro_rules! kinds {
    ($($variant:ident $word:literal $part:ident),* $(,)?) => {
        /// The words for the kinds of nodes.
        pub const NODE_TYPES: &[&str] = &[$($word),*];

        impl NodeKind {
            /// The word for the kind, as in `"type"`.
            pub const fn word(&self) -> &'static str {
                match self { $( Self::$variant(_) => $word, )* }
            }

            fn read_fields(word: &str, object: &mut ObjectReader<'_>, reader: &mut Reader) -> Option<Option<Self>> {
                match word {
                    $( $word => Some($part::read_fields(object, reader).map(Self::$variant)), )*
                    _ => None,
                }
            }

            fn write_fields(&self, object: &mut Map<String, Value>) {
                match self { $( Self::$variant(part) => part.write_fields(object), )* }
            }
        }

        $( impl From<$part> for NodeKind {
            fn from(part: $part) -> Self { Self::$variant(part) }
        } )*

        fn kind_schemas(definitions: &mut Map<String, Value>) -> Vec<Value> {
            vec![$({
                let (mut properties, mut required) = (Map::new(), vec![json!("type")]);
                properties.insert("type".to_owned(), json!({ "const": $word }));
                Common::schema_fields(definitions, &mut properties, &mut required);
                $part::schema_fields(definitions, &mut properties, &mut required);
                json!({ "type": "object", "properties": properties, "required": required })
            }),*]
        }
    };
}

kinds! {
    Group "group" Group,
    Stack "stack" Stack,
    Grid "grid" Grid,
    Frame "frame" Frame,
    Text "text" Text,
    Number "number" Number,
    Rect "rect" Rect,
    Ellipse "ellipse" Ellipse,
    Line "line" Line,
    Polygon "polygon" Polygon,
    Star "star" Star,
    Blob "blob" Blob,
    Arc "arc" Arc,
    Arrow "arrow" Arrow,
    Connector "connector" Connector,
    Path "path" Path,
    Image "image" Image,
    Repeat "repeat" Repeat,
    Adjust "adjust" Adjust,
}

impl Part for Node {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        // What is nested deeper is not even read: each level takes its place on the stack.
        if reader.nesting() > DEEPEST_NESTING {
            reader.error("nested too deeply", None, Some(format!("at most {DEEPEST_NESTING} levels")));
            return None;
        }
        if !reader.take_node() {
            return None;
        }
        let mut timed = value.clone();
        let bindings = timed.as_object_mut().map(|object| Bindings::take_from(object, reader)).unwrap_or_default();
        let cues = timed.as_object_mut().map(|object| Cues::take_from(object, reader)).unwrap_or_default();
        let mut object = ObjectReader::new(&timed, "a node", reader)?;
        let word = object.raw("type");
        let Some(kind) = word.and_then(Value::as_str).filter(|word| NODE_TYPES.contains(word)) else {
            let near = word.and_then(Value::as_str).and_then(|word| crate::reader::nearest(word, NODE_TYPES));
            let message = match (word, near) {
                (None, _) => "the field \"type\" is missing".to_owned(),
                (_, Some(near)) => format!("not a known node type; did you mean \"{near}\"?"),
                _ => "not a known node type".to_owned(),
            };
            reader.within("type", |reader| reader.error(message, word, Some(NODE_TYPES.join(", "))));
            return None;
        };
        let common = Common::read_fields(&mut object, reader);
        let kind = NodeKind::read_fields(kind, &mut object, reader).flatten();
        object.finish(reader);
        let mut node = Self { common: common?, cues: Cues::default(), bindings: Bindings::default(), kind: kind? };
        if !(cues.is_empty() && bindings.is_empty())
            && let Some(Value::Object(written)) = node.write()
        {
            (node.cues, node.bindings) = (cues, bindings);
            node.cues.settle(&written);
            node.bindings.settle(&written);
        }
        if !reader.trusts_patches() {
            node.common.when.check(&node, reader)?;
        }
        Some(node)
    }

    fn write(&self) -> Option<Value> {
        let mut object = Map::new();
        object.insert("type".to_owned(), self.kind.word().into());
        self.common.write_fields(&mut object);
        self.kind.write_fields(&mut object);
        self.cues.put_into(&mut object);
        self.bindings.put_into(&mut object);
        // Children last, so that a node's own fields are read first.
        if let Some(children) = object.shift_remove("children") {
            object.insert("children".to_owned(), children);
        }
        Some(Value::Object(object))
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        crate::schema::define(
            definitions,
            "Node",
            |definitions| json!({ "description": "One thing on screen.", "oneOf": kind_schemas(definitions) }),
        )
    }
}
