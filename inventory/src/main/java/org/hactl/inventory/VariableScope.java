package org.hactl.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.hactl.jinja.Template;
import org.hactl.jinja.filter.ControlNode;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.SecretValue;
import org.hactl.jinja.python.Undefined;
import org.hactl.yaml.Budget;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.Problems;
import org.hactl.yaml.Renderer;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlScalar;

/**
 * Renders templates and opens vault values with the variables of one host, or with the site's. A
 * variable may use other variables. A value that contains a secret is secret. Thread-safe.
 */
public final class VariableScope implements Renderer {
  private static final int MAX_DEPTH = 40;

  /**
   * What a value is computed in.
   *
   * @param path the variables that are being rendered, outermost first
   * @param budget the work that is left for the outermost template
   */
  record Rendering(List<String> path, Budget budget) {
    static Rendering start() {
      return new Rendering(List.of(), new Budget());
    }
  }

  private final Inventory inventory;
  private final Optional<Host> host;
  private final Variables variables;
  private final BuiltIns builtIns;
  private final Map<String, Object> known = new HashMap<>();

  VariableScope(Inventory inventory, Optional<Host> host) {
    this.inventory = inventory;
    this.host = host;
    this.variables = host.map(Host::variables).orElseGet(inventory::siteVariables);
    this.builtIns = new BuiltIns(inventory, host);
  }

  @Override
  public Optional<YamlNode> render(YamlScalar scalar, Problems problems) {
    try {
      synchronized (inventory) {
        if (scalar.vaulted()) {
          return Optional.of(NativeValues.node(scalar, opened(scalar), true));
        }
        Rendering rendering = Rendering.start();
        Template template = inventory.templates().of(scalar);
        Template.Result result =
            computed(
                scalar,
                () ->
                    scalar.style() == YamlScalar.Style.FILE
                        ? template.text(new Seen(rendering, scalar), rendering.budget())
                        : template.expression(new Seen(rendering, scalar), rendering.budget()));
        boolean secret = result.secret() || scalar.secret();
        return Optional.of(NativeValues.node(scalar, result.value(), secret));
      }
    } catch (TemplateException e) {
      problems.add(e.at(), String.valueOf(e.getMessage()), e.suggestion());
      return Optional.empty();
    }
  }

  /**
   * The variable's rendered value; empty if it is not set or, with a problem, cannot be rendered.
   */
  Optional<YamlNode> value(String name, Problems problems) {
    Optional<Variable> variable = variables.get(name);
    if (variable.isEmpty()) {
      return Optional.empty();
    }
    YamlScalar at = YamlScalar.string(variable.get().value().at(), name);
    try {
      synchronized (inventory) {
        Object value = lookUp(name, Rendering.start()).orElseThrow();
        if (value instanceof Undefined(String _, String _, int _, RuntimeException cause)
            && cause != null) {
          throw cause;
        }
        return Optional.of(NativeValues.node(at, value, false));
      }
    } catch (TemplateException e) {
      problems.add(e.at(), String.valueOf(e.getMessage()), e.suggestion());
      return Optional.empty();
    } catch (Budget.SpentException e) {
      problems.add(at.at(), "the variable \"" + name + "\" " + e.getMessage());
      return Optional.empty();
    }
  }

  /** All names that a template can use here. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(variables.names());
    names.addAll(builtIns.names());
    return names;
  }

  /**
   * A variable's value, with secrets marked; {@link Undefined} if it uses what does not exist.
   * Empty if the variable is not set.
   */
  Optional<Object> lookUp(String name, Rendering rendering) {
    Object before = known.get(name);
    if (before != null) {
      return Optional.of(before);
    }
    Optional<Variable> variable = variables.get(name);
    if (variable.isEmpty()) {
      return builtIns.get(name, rendering);
    }
    Object made;
    try {
      made = evaluate(variable.get().value(), deeper(name, variable.get(), rendering));
    } catch (TemplateException e) {
      if (!e.undefined()) {
        throw e;
      }
      made = new Undefined(String.valueOf(e.getMessage()), null, -1, e);
    }
    known.put(name, made);
    return Optional.of(made);
  }

  private Rendering deeper(String name, Variable variable, Rendering rendering) {
    String step = host.map(h -> h.name() + ":").orElse("") + name;
    List<String> path = rendering.path();
    Mark at = variable.value().at();
    if (path.contains(step)) {
      throw new TemplateException(
          at,
          "the variable \"%s\" uses itself: %s -> %s"
              .formatted(name, String.join(" -> ", path), step));
    }
    if (path.size() >= MAX_DEPTH) {
      throw new TemplateException(at, "variables use each other more than " + MAX_DEPTH + " deep");
    }
    List<String> deeper = new ArrayList<>(path);
    deeper.add(step);
    return new Rendering(deeper, rendering.budget());
  }

  private Object evaluate(YamlNode node, Rendering rendering) {
    rendering.budget().spend(1);
    return switch (node) {
      case YamlMap map -> {
        Map<Object, Object> values = new LinkedHashMap<>();
        for (YamlEntry entry : map.entries()) {
          values.put(NativeValues.of(entry.key()), evaluate(entry.value(), rendering));
        }
        yield Collections.unmodifiableMap(values);
      }
      case YamlList list -> {
        List<Object> values = new ArrayList<>();
        list.items().forEach(item -> values.add(evaluate(item, rendering)));
        yield Collections.unmodifiableList(values);
      }
      case YamlScalar scalar -> evaluateScalar(scalar, rendering);
    };
  }

  private Object evaluateScalar(YamlScalar scalar, Rendering rendering) {
    if (scalar.vaulted()) {
      return new SecretValue(opened(scalar));
    }
    if (!scalar.template()) {
      Object value = NativeValues.of(scalar);
      return scalar.secret() ? NativeValues.sealed(value) : value;
    }
    Template template = inventory.templates().of(scalar);
    Template.Result result =
        computed(scalar, () -> template.value(new Seen(rendering, scalar), rendering.budget()));
    return result.secret() || scalar.secret()
        ? NativeValues.sealed(result.value())
        : result.value();
  }

  private static Template.Result computed(YamlScalar scalar, Supplier<Template.Result> rendering) {
    try {
      return rendering.get();
    } catch (JinjaException e) {
      throw Templates.placed(scalar, e);
    } catch (Budget.SpentException e) {
      throw new TemplateException(scalar.at(), "the template " + e.getMessage());
    }
  }

  private String opened(YamlScalar scalar) {
    try {
      return inventory.vault().openText(scalar.text());
    } catch (VaultException e) {
      throw new TemplateException(scalar.at(), String.valueOf(e.getMessage()));
    }
  }

  /** The variables that one template sees. */
  private final class Seen implements org.hactl.jinja.filter.Variables {
    private final Rendering rendering;
    private final YamlScalar template;

    Seen(Rendering rendering, YamlScalar template) {
      this.rendering = rendering;
      this.template = template;
    }

    @Override
    public Optional<Object> get(String name) {
      return lookUp(name, rendering);
    }

    @Override
    public Optional<String> nearest(String name) {
      return Nearest.to(name, names());
    }

    @Override
    public ControlNode controlNode() {
      return new LocalNode(template.at().source().file(), inventory.vault(), inventory.began());
    }
  }
}
