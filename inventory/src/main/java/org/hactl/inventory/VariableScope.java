package org.hactl.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.Problems;
import org.hactl.yaml.Renderer;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlScalar;
import org.jspecify.annotations.Nullable;

/**
 * Renders templates and opens vault values with the variables of one host, or with the site's. A
 * variable may use other variables. A value that contains a secret is secret. Thread-safe.
 */
public final class VariableScope implements Renderer {
  private static final int MAX_DEPTH = 40;

  /**
   * The value of a node.
   *
   * @param value a String, Long, BigInteger, BigDecimal, Boolean, List, Map, or null
   * @param secret whether it contains a vault value
   */
  record Value(@Nullable Object value, boolean secret) {}

  private final Inventory inventory;
  private final Optional<Host> host;
  private final Variables variables;
  private final BuiltIns builtIns;
  private final Map<String, Value> known = new HashMap<>();

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
        Tainted tainted = new Tainted();
        Object value = evaluate(scalar, List.of(), tainted);
        return Optional.of(NativeValues.node(scalar, value, tainted.secret));
      }
    } catch (TemplateException e) {
      problems.add(e.at().orElse(scalar.at()), String.valueOf(e.getMessage()), e.suggestion());
      return Optional.empty();
    }
  }

  /**
   * The variable's rendered value; empty if it is not set or, with a problem, cannot be rendered.
   */
  public Optional<YamlNode> value(String name, Problems problems) {
    Optional<Variable> variable = variables.get(name);
    if (variable.isEmpty()) {
      return Optional.empty();
    }
    YamlScalar at = YamlScalar.string(variable.get().value().at(), name);
    try {
      synchronized (inventory) {
        Value value = lookUp(name, List.of()).orElseThrow();
        return Optional.of(NativeValues.node(at, value.value(), value.secret()));
      }
    } catch (TemplateException e) {
      problems.add(e.at().orElse(at.at()), String.valueOf(e.getMessage()), e.suggestion());
      return Optional.empty();
    }
  }

  /** All names that a template can use here. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(variables.names());
    names.addAll(builtIns.names());
    return names;
  }

  /** A variable's value; the path holds the variables that are being rendered, outermost first. */
  Optional<Value> lookUp(String name, List<String> path) {
    Value before = known.get(name);
    if (before != null) {
      return Optional.of(before);
    }
    Optional<Variable> variable = variables.get(name);
    if (variable.isEmpty()) {
      return builtIns.get(name, path);
    }
    String step = host.map(h -> h.name() + ":").orElse("") + name;
    Mark at = variable.get().value().at();
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
    Tainted tainted = new Tainted();
    Object value = evaluate(variable.get().value(), deeper, tainted);
    Value made = new Value(value, tainted.secret);
    known.put(name, made);
    return Optional.of(made);
  }

  private @Nullable Object evaluate(YamlNode node, List<String> path, Tainted tainted) {
    return switch (node) {
      case YamlMap map -> {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (YamlEntry entry : map.entries()) {
          values.put(entry.name(), evaluate(entry.value(), path, tainted));
        }
        yield values;
      }
      case YamlList list -> {
        List<@Nullable Object> values = new ArrayList<>();
        list.items().forEach(item -> values.add(evaluate(item, path, tainted)));
        yield values;
      }
      case YamlScalar scalar -> evaluateScalar(scalar, path, tainted);
    };
  }

  private @Nullable Object evaluateScalar(YamlScalar scalar, List<String> path, Tainted tainted) {
    tainted.secret |= scalar.secret();
    if (scalar.vaulted()) {
      tainted.secret = true;
      try {
        return inventory.vault().openText(scalar.text());
      } catch (VaultException e) {
        throw new TemplateException(scalar.at(), String.valueOf(e.getMessage()));
      }
    }
    if (!scalar.template()) {
      return NativeValues.of(scalar);
    }
    ScopeLookup lookup = new ScopeLookup(path, tainted);
    try {
      return Templates.render(scalar.text(), lookup);
    } catch (TemplateException e) {
      if (e.at().isPresent()) {
        throw e;
      }
      throw (tainted.secret ? e.withoutDetail() : e).placedAt(scalar.at());
    }
  }

  /** Whether a secret was used. */
  static final class Tainted {
    boolean secret;
  }

  /** The variables that one template sees. */
  private final class ScopeLookup implements Templates.Lookup {
    private final List<String> path;
    private final Tainted tainted;

    ScopeLookup(List<String> path, Tainted tainted) {
      this.path = path;
      this.tainted = tainted;
    }

    @Override
    public Optional<Value> get(String name) {
      Optional<Value> value = lookUp(name, path);
      value.ifPresent(v -> tainted.secret |= v.secret());
      return value;
    }

    @Override
    public void taint(boolean secret) {
      tainted.secret |= secret;
    }

    @Override
    public Optional<String> nearest(String name) {
      return Nearest.to(name, names());
    }
  }
}
