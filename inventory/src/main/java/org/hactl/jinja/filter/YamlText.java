package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Ordering;
import org.hactl.jinja.python.PythonText;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;
import org.hactl.jinja.python.YamlTree;
import org.hactl.jinja.python.YamlTree.Mapping;
import org.hactl.jinja.python.YamlTree.Pair;
import org.hactl.jinja.python.YamlTree.Scalar;
import org.hactl.jinja.python.YamlTree.Sequence;
import org.hactl.jinja.python.YamlTypes;
import org.hactl.jinja.python.YamlWriter;

/** PyYAML's {@code yaml.dump}, as Ansible calls it. */
final class YamlText {
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d|\\d{4}-\\d\\d?-\\d\\d?([Tt]|[ \\t]+)\\d\\d?:\\d\\d:\\d\\d(\\.\\d*)?"
              + "([ \\t]*(Z|[-+]\\d\\d?(:\\d\\d)?))?");

  private final Arguments arguments;
  private final FlowChoice flow;

  /** The lists and maps written so far. */
  private final Map<Object, YamlTree> known = new IdentityHashMap<>();

  private enum FlowChoice {
    ALWAYS,
    NEVER,
    /** Only for lists and maps that contain no list and no map. */
    INNERMOST
  }

  private YamlText(Arguments arguments) {
    this.arguments = arguments;
    flow = choice(arguments);
  }

  private static FlowChoice choice(Arguments a) {
    if (!a.values().containsKey("default_flow_style")) {
      return FlowChoice.NEVER;
    }
    return !a.given("default_flow_style")
        ? FlowChoice.INNERMOST
        : a.truth("default_flow_style") ? FlowChoice.ALWAYS : FlowChoice.NEVER;
  }

  static String write(Object value, Arguments a) {
    YamlTree tree = new YamlText(a).tree(value, 0);
    return YamlWriter.write(tree, a.whole("indent"), a.whole("width"));
  }

  private YamlTree tree(Object value, int depth) {
    arguments.runtime().spend(8);
    if (depth > 60) {
      throw new JinjaException("a value is nested too deeply");
    }
    return switch (Values.defined(value)) {
      case Tuple _, Range _ ->
          throw new JinjaException(Values.a(value) + " cannot be written as YAML; use list");
      case List<?> list -> shared(list, depth);
      case Map<?, ?> map -> shared(map, depth);
      default -> scalar(value);
    };
  }

  private Scalar scalar(Object value) {
    return switch (Values.defined(value)) {
      case None _ -> new Scalar("null", true);
      case Boolean yes -> new Scalar(yes ? "true" : "false", true);
      case Double number -> new Scalar(floating(number), true);
      case Number number -> new Scalar(number.toString(), true);
      case String text -> {
        arguments.runtime().spend(text.length());
        yield new Scalar(text, isText(text));
      }
      default -> throw new JinjaException(Values.a(value) + " cannot be written as YAML; use list");
    };
  }

  /** A list or map; the same one twice is the same tree twice, which gets an anchor. */
  private YamlTree shared(Object value, int depth) {
    YamlTree before = known.get(value);
    if (before != null) {
      arguments.runtime().lookups().requireOne(value);
      return before;
    }
    YamlTree made = value instanceof List<?> list ? list(list, depth) : map(value, depth);
    known.put(value, made);
    return made;
  }

  private YamlTree list(List<?> list, int depth) {
    List<YamlTree> items = new ArrayList<>();
    list.forEach(item -> items.add(tree(Objects.requireNonNull(item), depth + 1)));
    return new Sequence(items, flows(items));
  }

  /** PyYAML leaves keys that have no order as they are. */
  private static void sort(List<Object> keys) {
    try {
      List<Object> sorted = new ArrayList<>(keys);
      sorted.sort(Ordering::compare);
      keys.clear();
      keys.addAll(sorted);
    } catch (JinjaException e) {
      // As said above.
    }
  }

  private YamlTree map(Object value, int depth) {
    Map<Object, Object> map = Values.map(value);
    List<Object> keys = new ArrayList<>(map.keySet());
    if (arguments.truth("sort_keys")) {
      sort(keys);
    }
    List<Pair> pairs = new ArrayList<>();
    List<YamlTree> children = new ArrayList<>();
    for (Object key : keys) {
      YamlTree child = tree(Objects.requireNonNull(map.get(key)), depth + 1);
      pairs.add(new Pair(scalar(key), child));
      children.add(child);
    }
    return new Mapping(pairs, flows(children));
  }

  private boolean flows(List<YamlTree> children) {
    return switch (flow) {
      case ALWAYS -> true;
      case NEVER -> false;
      case INNERMOST -> children.stream().allMatch(child -> child instanceof Scalar);
    };
  }

  /** Whether PyYAML reads the text without quotes as a text. */
  private static boolean isText(String text) {
    return YamlTypes.plain(text) instanceof String
        && !text.equals("=")
        && !text.equals("<<")
        && !TIMESTAMP.matcher(text).matches();
  }

  private static String floating(double number) {
    if (Double.isNaN(number)) {
      return ".nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? ".inf" : "-.inf";
    }
    String text = PythonText.floating(number);
    return text.contains("e") && !text.contains(".") ? text.replace("e", ".0e") : text;
  }
}
