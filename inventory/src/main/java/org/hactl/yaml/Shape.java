package org.hactl.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The values that a place of a YAML file allows. Declared once, it decodes a node into a {@code T}
 * or reports problems, and prints itself as JSON Schema. Immutable; keep it in a constant.
 *
 * @param <T> the value it yields
 */
public abstract class Shape<T> {
  Shape() {}

  /**
   * Decodes a node. Empty after an error, which is reported with its place. A decoded value may
   * have problems, too; so callers check the collector once everything is read.
   */
  public final Optional<T> decode(YamlNode node, Decoding in) {
    return raw() ? read(node, in) : in.rendered(node).flatMap(ready -> read(ready, in));
  }

  /** Decodes a node that is already rendered. */
  abstract Optional<T> read(YamlNode node, Decoding in);

  /** Whether the node is of the right kind, so that {@link #either} can choose. */
  abstract boolean accepts(YamlNode node);

  /** The expected values, in words for a message: {@code a whole number from 1 to 254}. */
  abstract String expected();

  /** The JSON Schema of the values. */
  abstract ObjectNode schema(Definitions definitions);

  /** Whether nodes are passed on before they are rendered. */
  boolean raw() {
    return false;
  }

  /** A default as it would be written in the file. */
  JsonNode show(T value) {
    return Shown.json(value);
  }

  /**
   * This shape for a value that will be shown: a text that contains a secret is refused.
   *
   * @param instead what the operator can write instead
   */
  public final Shape<T> withoutSecrets(String instead) {
    return new MappedShape<>(this, (value, _, _) -> value) {
      @Override
      Optional<T> read(YamlNode node, Decoding in) {
        return node instanceof YamlScalar scalar && scalar.secret()
            ? in.refused(scalar, "a secret would be shown here; " + instead)
            : super.read(node, in);
      }
    };
  }

  // --- single values

  /** Any single value, as its text: {@code 0644} and {@code 1.10} stay as written. Not empty. */
  public static Shape<String> string() {
    return text(
        "a text",
        s -> {
          if (s.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
          }
          return s;
        });
  }

  /** A text that may be empty, and is secret if it contains a vault value. */
  public static Shape<Text> text() {
    return new ScalarShape<>("a text", Definitions.object().put("type", "string"), false) {
      @Override
      boolean holdsSecrets() {
        return true;
      }

      @Override
      Optional<Text> parse(YamlScalar scalar, Decoding in) {
        return Optional.of(new Text(scalar.text(), scalar.secret()));
      }
    };
  }

  /** A text that is never shown, not even in a problem. */
  public static Shape<HiddenText> secret() {
    return new ScalarShape<>("a text", Definitions.object().put("type", "string"), true) {
      @Override
      Optional<HiddenText> parse(YamlScalar scalar, Decoding in) {
        return Optional.of(new HiddenText(scalar.text()));
      }
    };
  }

  /**
   * A text with a meaning, such as an address.
   *
   * @param expected the kind of text, with its article: {@code an IPv4 address such as
   *     192.168.0.254}
   * @param parser throws {@link IllegalArgumentException} with the error in a few words
   */
  public static <T> Shape<T> text(String expected, Function<String, T> parser) {
    ObjectNode schema = Definitions.object();
    schema.putArray("type").add("string").add("number").add("boolean");
    return new ParsedText<>(expected, schema, parser);
  }

  /** {@code true} or {@code false}. */
  public static Shape<Boolean> bool() {
    return new BoolShape();
  }

  /** A whole number within bounds, both included. */
  public static Shape<Integer> integer(int least, int most) {
    return new IntegerShape(least, most).map(Long::intValue);
  }

  /** A whole number within bounds, both included. */
  public static Shape<Long> longInteger(long least, long most) {
    return new IntegerShape(least, most);
  }

  /** A duration with its unit, within bounds, both included. */
  public static Shape<Duration> duration(Duration least, Duration most) {
    return new DurationShape(least, most);
  }

  /** A duration with its unit, longer than nothing and at most a year. */
  static Shape<Duration> duration() {
    return duration(Duration.ofNanos(1000), Duration.ofDays(366));
  }

  /** One of a list of words. */
  public static <T> Shape<T> choice(Map<String, T> words) {
    return new ChoiceShape<>(words);
  }

  /** One of an enum's constants, written in lower case. */
  public static <E extends Enum<E>> Shape<E> enumOf(Class<E> type) {
    return enumOf(type, constant -> constant.name().toLowerCase(Locale.ROOT));
  }

  /** One of an enum's constants, written as {@code name} says. */
  public static <E extends Enum<E>> Shape<E> enumOf(Class<E> type, Function<E, String> name) {
    var words = new java.util.LinkedHashMap<String, E>();
    for (E constant : type.getEnumConstants()) {
      words.put(name.apply(constant), constant);
    }
    return new ChoiceShape<>(words);
  }

  // --- collections

  /** A list of values of one shape. */
  public static <T> Shape<List<T>> list(Shape<T> item) {
    return new ListShape<>(item, false);
  }

  /** A list of values of one shape, or a single value without the brackets. */
  public static <T> Shape<List<T>> oneOrMore(Shape<T> item) {
    return new ListShape<>(item, true);
  }

  /** A map from names to values of one shape, in the order of the file. */
  static <T> Shape<Map<String, T>> mapOf(Shape<T> value) {
    return entries(value).map(Shown::toMap);
  }

  /** A map from names to values of one shape, as a list that keeps each name's place. */
  public static <T> Shape<List<Named<T>>> entries(Shape<T> value) {
    return new EntriesShape<>(value);
  }

  // --- the rest

  /** The node itself, unrendered, to be decoded later (for instance once for each host). */
  public static Shape<YamlNode> node() {
    return new NodeShape();
  }

  /** Like {@link #node()}, but with the JSON Schema of the shape that decodes the node later. */
  public static Shape<YamlNode> deferred(Shape<?> later) {
    return new NodeShape(later);
  }

  /**
   * The first of these shapes that fits the kind of the node: a text or a map, a word or a list.
   */
  @SafeVarargs
  public static <T> Shape<T> either(Shape<? extends T>... shapes) {
    List<Shape<? extends T>> all = new java.util.ArrayList<>();
    for (Shape<? extends T> shape : shapes) {
      all.add(shape);
    }
    return new EitherShape<>(List.copyOf(all));
  }

  /**
   * A shape that is made when it is first used, for shapes that contain themselves; it has a name
   * in the schema.
   */
  public static <T> Shape<T> lazy(String name, Supplier<Shape<T>> shape) {
    return new LazyShape<>(name, shape);
  }

  /** This shape, printed once under a name in the JSON Schema and referred to there. */
  public Shape<T> named(String name) {
    return lazy(name, () -> this);
  }

  /**
   * This shape with its value converted into another one.
   *
   * @param make throws {@link IllegalArgumentException} with the error in a few words
   */
  public <R> Shape<R> map(Function<T, R> make) {
    return new MappedShape<>(this, (value, node, in) -> make.apply(value));
  }

  /** The value with its place. */
  public Shape<Located<T>> located() {
    return new MappedShape<>(this, (value, node, in) -> new Located<>(value, node.at()));
  }

  /** This shape with one more check, which throws {@link IllegalArgumentException}. */
  public Shape<T> check(Consumer<T> check) {
    return new MappedShape<>(
        this,
        (value, node, in) -> {
          check.accept(value);
          return value;
        });
  }
}
