package org.hactl.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The context of a decoder: where problems go, what renders templates, and the path so far. */
public final class Decoding {
  private final Problems problems;
  private final Renderer renderer;
  private final String path;
  private final boolean secretsAllowed;

  private Decoding(Problems problems, Renderer renderer, String path, boolean secretsAllowed) {
    this.problems = problems;
    this.renderer = renderer;
    this.path = path;
    this.secretsAllowed = secretsAllowed;
  }

  /** A context that reports problems to this collector and does not render templates. */
  public static Decoding into(Problems problems) {
    return new Decoding(problems, Renderer.LITERAL, "", false);
  }

  /** This context with another renderer, for instance with one host's variables. */
  public Decoding rendering(Renderer other) {
    return new Decoding(problems, other, path, secretsAllowed);
  }

  /** This context for values that stay on the control node: any of them may be a secret. */
  public Decoding allowingSecrets() {
    return new Decoding(problems, renderer, path, true);
  }

  boolean secretsAllowed() {
    return secretsAllowed;
  }

  /** The context one key deeper. */
  public Decoding below(String key) {
    return new Decoding(
        problems, renderer, path.isEmpty() ? key : path + "." + key, secretsAllowed);
  }

  /** The context of a list item, counted from 0. */
  Decoding item(int index) {
    return new Decoding(problems, renderer, path + "[" + index + "]", secretsAllowed);
  }

  /** Where problems go. */
  public Problems problems() {
    return problems;
  }

  /** The keys from the top to here, with dots; empty at the top. */
  public String path() {
    return path;
  }

  /** Renders a scalar with a template or a vault value; every other node stays. */
  Optional<YamlNode> rendered(YamlNode node) {
    return node instanceof YamlScalar scalar && (scalar.template() || scalar.vaulted())
        ? renderer.render(scalar, problems)
        : Optional.of(node);
  }

  <T> Optional<T> refused(YamlScalar scalar, String why) {
    problems.add(scalar.at(), (path.isEmpty() ? "" : path + ": ") + why);
    return Optional.empty();
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
