package org.hactl.jinja.filter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.hactl.jinja.python.DictView;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Markup;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Ordering;
import org.hactl.jinja.python.Undefined;
import org.hactl.jinja.python.Values;
import org.hactl.yaml.Nearest;

/** The tests behind {@code is}. */
public final class Tests {
  private static final String BUILTIN = "ansible.builtin.";
  private static final String FLAGS = "pattern='', ignorecase=False, multiline=False";
  private static final Map<String, Filter> ALL = new HashMap<>();

  /** Tests that are Jinja's own, which Ansible does not know by a longer name. */
  private static final Set<String> OF_JINJA =
      Set.of(
          "boolean",
          "callable",
          "defined",
          "divisibleby",
          "eq",
          "equalto",
          "escaped",
          "even",
          "false",
          "filter",
          "float",
          "ge",
          "greaterthan",
          "gt",
          "in",
          "integer",
          "iterable",
          "le",
          "lessthan",
          "lower",
          "lt",
          "mapping",
          "ne",
          "none",
          "number",
          "odd",
          "sameas",
          "sequence",
          "string",
          "test",
          "true",
          "undefined",
          "upper");

  static {
    List.of(
            Filter.opaque("defined", "", (v, _) -> !(v instanceof Undefined)),
            Filter.opaque("undefined", "", (v, _) -> v instanceof Undefined),
            Filter.opaque("none", "", (v, _) -> v == None.NONE),
            Filter.of("boolean", "", (v, _) -> v instanceof Boolean),
            Filter.of("true", "", (v, _) -> v.equals(true)),
            Filter.of("false", "", (v, _) -> v.equals(false)),
            Filter.of("integer", "", (v, _) -> Numbers.isWhole(v) && !(v instanceof Boolean)),
            Filter.of("float", "", (v, _) -> v instanceof Double),
            Filter.of("number", "", (v, _) -> Numbers.isNumber(v)),
            Filter.of("string", "", (v, _) -> v instanceof String || v instanceof Markup),
            Filter.opaque("mapping", "", (v, _) -> v instanceof Map),
            Filter.opaque(
                "iterable", "", (v, _) -> v instanceof Markup || Values.iterable(v).isPresent()),
            Filter.opaque(
                "sequence",
                "",
                (v, _) ->
                    !(v instanceof Undefined || v instanceof DictView)
                        && Values.iterable(v).isPresent()),
            Filter.opaque(
                "callable", "", (v, _) -> v instanceof Callable || v instanceof Undefined),
            Filter.of("filter", "", (v, a) -> Filters.get(a.runtime().str(v)) != null),
            Filter.of("test", "", (v, a) -> get(a.runtime().str(v)) != null),
            Filter.of("escaped", "", (v, _) -> Values.defined(v) instanceof Markup),
            Filter.of("lower", "", (v, a) -> TextMethods.cased(str(v, a), Character::isUpperCase)),
            Filter.of("upper", "", (v, a) -> TextMethods.cased(str(v, a), Character::isLowerCase)),
            Filter.of("odd", "", (v, a) -> Values.equal(rest(v, 2L, a), 1L)),
            Filter.of("even", "", (v, a) -> Values.equal(rest(v, 2L, a), 0L)),
            Filter.of("divisibleby", "num", (v, a) -> Values.equal(rest(v, a.get("num"), a), 0L)),
            Filter.of("sameas", "other", Tests::same),
            comparison("==", "=="),
            comparison("eq", "=="),
            comparison("equalto", "=="),
            comparison("!=", "!="),
            comparison("ne", "!="),
            comparison("<", "<"),
            comparison("lt", "<"),
            comparison("lessthan", "<"),
            comparison("<=", "<="),
            comparison("le", "<="),
            comparison(">", ">"),
            comparison("gt", ">"),
            comparison("greaterthan", ">"),
            comparison(">=", ">="),
            comparison("ge", ">="),
            Filter.of("in", "seq", (v, a) -> contains(a.get("seq"), v, a)),
            Filter.of("contains", "value", (v, a) -> contains(v, a.get("value"), a)),
            Filter.of("any", "", (v, _) -> Values.items(v).stream().anyMatch(Values::truth)),
            Filter.of("all", "", (v, _) -> Values.items(v).stream().allMatch(Values::truth)),
            Filter.of("match", FLAGS, (v, a) -> matcher(v, a).lookingAt()),
            Filter.of("search", FLAGS, (v, a) -> matcher(v, a).find()),
            Filter.of(
                "regex",
                FLAGS + ", match_type='search'",
                (v, a) ->
                    switch (a.text("match_type")) {
                      case "match" -> matcher(v, a).lookingAt();
                      case "fullmatch" -> matcher(v, a).matches();
                      default -> matcher(v, a).find();
                    }),
            Filter.of("truthy", "convert_bool=False", (v, a) -> truthy(v, a)),
            Filter.of("falsy", "convert_bool=False", (v, a) -> !truthy(v, a)),
            Filter.of("subset", "b", (v, a) -> subset(v, a.get("b"), a)),
            Filter.of("superset", "b", (v, a) -> subset(a.get("b"), v, a)),
            Filter.of("nan", "", (v, _) -> Values.defined(v) instanceof Double d && d.isNaN()),
            Filter.of(
                "version",
                "version, operator='eq', strict=None, version_type=None",
                Versions::test))
        .forEach(test -> ALL.put(test.name(), test));
    List.of(FileTests.all(), ResultTests.all(), Urls.tests())
        .forEach(some -> some.forEach(test -> ALL.put(test.name(), test)));
    alias("issubset", "subset");
    alias("issuperset", "superset");
    alias("isnan", "nan");
    alias("version_compare", "version");
  }

  private Tests() {}

  private static void alias(String name, String of) {
    Filter test = ALL.get(of);
    if (test == null) {
      throw new IllegalStateException(of);
    }
    ALL.put(name, test);
  }

  public static Filter get(String name) {
    String plain = name.startsWith(BUILTIN) ? name.substring(BUILTIN.length()) : name;
    Filter test = ALL.get(plain);
    if (test != null && (plain.equals(name) || !OF_JINJA.contains(plain))) {
      return test;
    }
    if (plain.equals("vault_encrypted")) {
      throw new JinjaException(
          "the test \""
              + name
              + "\" is not available: a vaulted value is opened before it is seen");
    }
    if (name.contains(".")) {
      throw new JinjaException("the tests of this collection are not available: " + name);
    }
    throw new JinjaException(
        "there is no test \"" + name + "\"",
        -1,
        Nearest.to(name, ALL.keySet()).orElse(null),
        false);
  }

  private static Filter comparison(String name, String operator) {
    return Filter.of(
        name, "other", (v, a) -> Ordering.test(operator, v, a.get("other"), a.runtime().budget()));
  }

  private static String str(Object value, Arguments a) {
    return a.runtime().str(value);
  }

  private static Object rest(Object value, Object divisor, Arguments a) {
    if (!Numbers.isNumber(Values.defined(value))) {
      throw new JinjaException(a.what() + " takes a number, found " + Values.a(value));
    }
    return Arithmetics.apply("%", value, divisor, a.runtime());
  }

  private static Object same(Object value, Arguments a) {
    Object left = Values.defined(value);
    Object right = Values.defined(a.get("other"));
    boolean small =
        left instanceof Long number && right instanceof Long && number >= -5 && number <= 256;
    if (left == right
        || !left.getClass().equals(right.getClass())
        || !left.equals(right)
        || small) {
      return left == right || left.getClass().equals(right.getClass()) && left.equals(right);
    }
    if (left instanceof Boolean) {
      return true;
    }
    // Whether Python keeps one object for two equal values depends on where they came from.
    throw new JinjaException("\"sameas\" cannot tell whether two equal values are one; use ==");
  }

  private static boolean contains(Object container, Object value, Arguments a) {
    return Ordering.contains(
        Values.defined(container), Values.defined(value), a.runtime().budget());
  }

  private static Matcher matcher(Object value, Arguments a) {
    return RegexFilters.matcher(RegexFilters.compile(a, "pattern"), str(value, a), a.runtime());
  }

  private static boolean truthy(Object value, Arguments a) {
    if (!a.truth("convert_bool")) {
      return Values.truth(value);
    }
    String word = str(value, a).toLowerCase(java.util.Locale.ROOT).strip();
    return switch (word) {
      case "y", "yes", "on", "1", "true", "t", "1.0" -> true;
      case "n", "no", "off", "0", "false", "f", "0.0" -> false;
      default -> Values.truth(value);
    };
  }

  private static boolean subset(Object part, Object whole, Arguments a) {
    List<Object> items = Values.items(whole);
    Values.items(part).forEach(Values::key);
    items.forEach(Values::key);
    return Values.items(part).stream()
        .allMatch(item -> Ordering.contains(items, item, a.runtime().budget()));
  }
}
