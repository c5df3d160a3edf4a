package org.hactl.jinja.filter;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
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
import org.hactl.jinja.python.YamlTypes;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/** PyYAML's {@code yaml.dump}, written with SnakeYAML's emitter, which was modelled on PyYAML's. */
final class YamlText {
  private final Arguments arguments;
  private final FlowChoice flow;

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
    DumperOptions options = new DumperOptions();
    int indent = a.whole("indent");
    options.setIndent(indent > 1 && indent < 10 ? indent : 2);
    int width = a.whole("width");
    options.setWidth(width > options.getIndent() * 2 ? width : 80);
    options.setAllowUnicode(true);
    StringWriter out = new StringWriter();
    Serializer serializer =
        new Serializer(new Emitter(out, options), new PythonResolver(), options, null);
    try {
      serializer.open();
      serializer.serialize(new YamlText(a).node(value, 0));
      serializer.close();
    } catch (IOException e) {
      throw new JinjaException("the value cannot be written as YAML");
    }
    return out.toString();
  }

  private Node node(Object value, int depth) {
    arguments.runtime().spend(8);
    if (depth > 60) {
      throw new JinjaException("a value is nested too deeply");
    }
    return switch (Values.defined(value)) {
      case None _ -> scalar(Tag.NULL, "null");
      case Boolean yes -> scalar(Tag.BOOL, yes ? "true" : "false");
      case Double number -> scalar(Tag.FLOAT, floating(number));
      case Number number -> scalar(Tag.INT, number.toString());
      case String text -> {
        arguments.runtime().spend(text.length());
        yield scalar(Tag.STR, text);
      }
      case Tuple _, Range _ ->
          throw new JinjaException(Values.a(value) + " cannot be written as YAML; use list");
      case List<?> list -> {
        List<Node> items = new ArrayList<>();
        list.forEach(item -> items.add(node(Objects.requireNonNull(item), depth + 1)));
        yield new SequenceNode(Tag.SEQ, items, style(items));
      }
      case Map<?, ?> map -> map(Values.map(map), depth);
      default -> throw new JinjaException(Values.a(value) + " cannot be written as YAML; use list");
    };
  }

  private Node map(Map<Object, Object> map, int depth) {
    List<Object> keys = new ArrayList<>(map.keySet());
    if (arguments.truth("sort_keys")) {
      keys.sort(Ordering::compare);
    }
    List<NodeTuple> tuples = new ArrayList<>();
    List<Node> children = new ArrayList<>();
    for (Object key : keys) {
      Node value = node(Objects.requireNonNull(map.get(key)), depth + 1);
      tuples.add(new NodeTuple(node(key, depth + 1), value));
      children.add(value);
    }
    return new MappingNode(Tag.MAP, tuples, style(children));
  }

  private FlowStyle style(List<Node> children) {
    return switch (flow) {
      case ALWAYS -> FlowStyle.FLOW;
      case NEVER -> FlowStyle.BLOCK;
      case INNERMOST ->
          children.stream().allMatch(YamlText::plain) ? FlowStyle.FLOW : FlowStyle.BLOCK;
    };
  }

  private static boolean plain(Node node) {
    return node instanceof ScalarNode;
  }

  private static Node scalar(Tag tag, String text) {
    return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
  }

  /** Decides as PyYAML does which texts need quotes. */
  private static final class PythonResolver extends Resolver {
    private static final Pattern TIMESTAMP =
        Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d|\\d{4}-\\d\\d?-\\d\\d?([Tt]|[ \\t]+)\\d\\d?:\\d\\d:\\d\\d(\\.\\d*)?"
                + "([ \\t]*(Z|[-+]\\d\\d?(:\\d\\d)?))?");

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      if (kind != NodeId.scalar || !implicit) {
        return super.resolve(kind, value, implicit);
      }
      return switch (YamlTypes.plain(value)) {
        case None _ -> Tag.NULL;
        case Boolean _ -> Tag.BOOL;
        case Double _ -> Tag.FLOAT;
        case Number _ -> Tag.INT;
        default ->
            value.equals("=") || value.equals("<<") || TIMESTAMP.matcher(value).matches()
                ? Tag.TIMESTAMP
                : Tag.STR;
      };
    }
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
