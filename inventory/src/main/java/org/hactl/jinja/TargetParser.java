package org.hactl.jinja;

import java.util.ArrayList;
import java.util.List;
import org.hactl.jinja.Statement.Parameter;
import org.hactl.jinja.Statement.Target;
import org.hactl.jinja.Token.Kind;
import org.hactl.jinja.python.JinjaException;

/** Reads the names that a template gives to values. */
final class TargetParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;

  TargetParser(Tokens tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /** One or several names, up to the word or sign that follows them. */
  Target target(String end) {
    int at = tokens.current().at();
    Target first = single();
    List<Target> all = new ArrayList<>(List.of(first));
    boolean several = false;
    while (tokens.takeOperator(",")) {
      several = true;
      if (tokens.current().name(end) || tokens.current().operator(end)) {
        break;
      }
      all.add(single());
    }
    return several ? new Target.Several(all, at) : first;
  }

  /** As {@link #target}, or a value of a namespace. */
  Target targetOfSet() {
    if (tokens.following().operator(".")) {
      Token namespace = tokens.expect(Kind.NAME, "a name");
      tokens.take();
      String name = tokens.expect(Kind.NAME, "a name").text();
      return new Target.Member(namespace.text(), name, namespace.at());
    }
    return target("=");
  }

  private Target single() {
    if (tokens.takeOperator("(")) {
      tokens.deeper();
      Target inside = target(")");
      tokens.higher();
      tokens.expectOperator(")");
      return inside;
    }
    Token name = tokens.expect(Kind.NAME, "a name");
    if (List.of("true", "false", "none", "True", "False", "None").contains(name.text())) {
      throw new JinjaException("\"" + name.text() + "\" cannot be set", name.at());
    }
    return new Target.Variable(name.text());
  }

  /** The parameters of a macro, in parentheses. */
  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    tokens.expectOperator("(");
    while (!tokens.current().operator(")")) {
      Token name = tokens.expect(Kind.NAME, "the name of a parameter");
      Expression otherwise = tokens.takeOperator("=") ? expressions.expression() : null;
      if (otherwise == null && !all.isEmpty() && all.getLast().otherwise() != null) {
        throw new JinjaException(
            "a parameter without a default after one with a default", name.at());
      }
      all.add(new Parameter(name.text(), otherwise));
      if (!tokens.takeOperator(",")) {
        break;
      }
    }
    tokens.expectOperator(")");
    return all;
  }
}
