package org.hactl.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The context of a decoder: where problems go, what renders templates, and the path so far. */
public final class Decoding {
  private final Problems problems;
  private final Renderer renderer;
  private final String path;

  private Decoding(Problems problems, Renderer renderer, String path) {
    this.problems = problems;
    this.renderer = renderer;
    this.path = path;
  }

  /** Decodes into this collector; templates stay as they are. */
  public static Decoding into(Problems problems) {
    return new Decoding(problems, Renderer.LITERAL, "");
  }

  /** This context with a renderer, for instance of one host's variables. */
  public Decoding rendering(Renderer other) {
    return new Decoding(problems, other, path);
  }

  /** The context one key deeper. */
  public Decoding below(String key) {
    return new Decoding(problems, renderer, path.isEmpty() ? key : path + "." + key);
  }

  /** The context of a list item, counted from 0. */
  Decoding item(int index) {
    return new Decoding(problems, renderer, path + "[" + index + "]");
  }

  /** Where problems go. */
  public Problems problems() {
    return problems;
  }

  /** The keys from the top to here, with dots; empty at the top. */
  public String path() {
    return path;
  }

  /** Renders a scalar that needs it; every other node stays. */
  Optional<YamlNode> rendered(YamlNode node) {
    return node instanceof YamlScalar scalar && (scalar.template() || scalar.vaulted())
        ? renderer.render(scalar, problems)
        : Optional.of(node);
  }

  <T> Optional<T> wrong(YamlNode node, String expected) {
    return wrong(node, expected, null);
  }

  <T> Optional<T> wrong(YamlNode node, String expected, @Nullable String suggestion) {
    String where = path.isEmpty() ? "" : path + ": ";
    problems.add(
        node.at(), where + "expected " + expected + ", found " + node.describe(), suggestion);
    return Optional.empty();
  }
}
