package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hactl.jinja.python.DictView;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.LazyMap;
import org.hactl.jinja.python.NativeText;
import org.hactl.jinja.python.PythonText;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.SecretValue;
import org.hactl.jinja.python.Tuple;
import org.hactl.yaml.Budget;

/** The state of one rendering: its variables, its budget, and whether it has used a secret. */
public final class Runtime {
  /** Filters that return the very text that they were given, if they do not change it. */
  private static final Set<String> PASSING = Set.of("default", "d", "mandatory", "truncate");

  private final Variables variables;
  private final Budget budget;
  private final Lookups lookups;
  private final FileRenderer files;

  /** The texts of {@link NativeText}, by identity: what returns such a text itself keeps it one. */
  private final Set<String> natives = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean secret;
  private int calls;

  /** Renders the text of a template file with the same variables. */
  @FunctionalInterface
  public interface FileRenderer {
    Object render(String text, Runtime runtime);
  }

  public Runtime(Variables variables, Budget budget, FileRenderer files) {
    this.variables = variables;
    this.budget = budget;
    this.files = files;
    lookups = new Lookups(variables, budget);
  }

  public Variables variables() {
    return variables;
  }

  ControlNode controlNode() {
    return variables.controlNode();
  }

  Object renderedFile(String text) {
    return deeper(() -> files.render(text, this));
  }

  public Budget budget() {
    return budget;
  }

  public Lookups lookups() {
    return lookups;
  }

  public boolean usedSecret() {
    return secret;
  }

  public void spend(long units) {
    budget.spend(units);
  }

  public String str(Object value) {
    String text = PythonText.str(open(value), budget);
    spend(text.length());
    return text;
  }

  String repr(Object value) {
    return PythonText.repr(open(value), budget);
  }

  /** Runs the body of a macro or an included file; fails if they use each other too deeply. */
  public Object deeper(java.util.function.Supplier<Object> body) {
    if (++calls > 50) {
      throw new JinjaException("a macro, a loop or a template file uses itself without end");
    }
    try {
      return body.get();
    } finally {
      calls--;
    }
  }

  /** The value of a key or index; {@link Undefined} if the base has no such key. */
  Object item(Object base, Object key) {
    String path = secret ? "a key" : "the key " + repr(key);
    return reveal(Items.item(base, key, -1, path));
  }

  /** A single value without its mark as a secret; a marked value makes the result a secret. */
  public Object reveal(Object value) {
    if (value instanceof SecretValue(Object inside)) {
      secret = true;
      return reveal(inside);
    }
    if (value instanceof NativeText(String text)) {
      String own = copy(text);
      natives.add(own);
      return own;
    }
    return value;
  }

  /** Whether a value is the text of a {@link NativeText}, and not only equal to one. */
  public boolean isNative(Object value) {
    return value instanceof String text && natives.contains(text);
  }

  private static String copy(String text) {
    return new StringBuilder(text).toString();
  }

  /**
   * A value without marks at any depth, for a filter or an operator that may read all of it. The
   * values of a lazy map lose their marks when they are read: the variables of a host lead to all
   * hosts, and so to themselves.
   */
  public Object open(Object value) {
    return open(value, new IdentityHashMap<>());
  }

  /**
   * @param copies those made so far: a list that stands at two places gets one copy, which YAML
   *     cannot write, because only the list itself tells where it came from
   */
  private Object open(Object value, Map<Object, Object> copies) {
    Object copy = copies.get(value);
    if (copy != null) {
      lookups.addUncertain(copy);
      return copy;
    }
    Object made = reveal(value);
    return switch (made) {
      case LazyMap map -> map.with(this::open);
      case Tuple tuple -> sealed(tuple) ? new Tuple(opened(tuple, copies)) : tuple;
      case Range range -> {
        spend(range.size());
        yield range;
      }
      case List<?> list -> sealed(list) ? opened(list, copies) : list;
      case Map<?, ?> map -> sealed(map) ? opened(map, copies) : map;
      case DictView view -> new DictView(view.name(), opened(view.items(), copies));
      default -> made;
    };
  }

  private boolean sealed(Object value) {
    spend(1);
    return switch (value) {
      case SecretValue _, LazyMap _, NativeText _ -> true;
      case Range _ -> false;
      case List<?> list -> list.stream().anyMatch(item -> sealed(Objects.requireNonNull(item)));
      case Map<?, ?> map ->
          map.values().stream().anyMatch(item -> sealed(Objects.requireNonNull(item)));
      default -> false;
    };
  }

  private List<Object> opened(List<?> list, Map<Object, Object> copies) {
    List<Object> all = new ArrayList<>(list.size());
    list.forEach(item -> all.add(open(Objects.requireNonNull(item), copies)));
    copies.put(list, all);
    spend(all.size());
    return all;
  }

  private Map<Object, Object> opened(Map<?, ?> map, Map<Object, Object> copies) {
    Map<Object, Object> all = new LinkedHashMap<>();
    map.forEach((key, item) -> all.put(key, open(Objects.requireNonNull(item), copies)));
    copies.put(map, all);
    spend(all.size());
    return all;
  }

  public Object filter(
      Filter filter, Object value, List<Object> positional, Map<String, Object> named) {
    spend(40);
    List<Object> values = new ArrayList<>(positional);
    Map<String, Object> names = new LinkedHashMap<>(named);
    if (!filter.opaque()) {
      values.replaceAll(this::open);
      names.replaceAll((_, item) -> open(item));
    }
    Arguments arguments = filter.signature().bind("\"" + filter.name() + "\"", values, names, this);
    Object base = filter.opaque() ? value : open(value);
    Object made = Lookups.own(filter.body().apply(base, arguments));
    boolean plain = made == base && isNative(made) && !PASSING.contains(filter.name());
    return plain ? copy((String) made) : made;
  }
}
