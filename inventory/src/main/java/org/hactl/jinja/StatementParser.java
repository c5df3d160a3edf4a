package org.hactl.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.jinja.Expression.Call;
import org.hactl.jinja.Expression.CallArguments;
import org.hactl.jinja.Statement.Assign;
import org.hactl.jinja.Statement.Block;
import org.hactl.jinja.Statement.CallBlock;
import org.hactl.jinja.Statement.Capture;
import org.hactl.jinja.Statement.Data;
import org.hactl.jinja.Statement.FilterBlock;
import org.hactl.jinja.Statement.FilterStep;
import org.hactl.jinja.Statement.For;
import org.hactl.jinja.Statement.If;
import org.hactl.jinja.Statement.Macro;
import org.hactl.jinja.Statement.Parameter;
import org.hactl.jinja.Statement.Print;
import org.hactl.jinja.Statement.Target;
import org.hactl.jinja.Statement.With;
import org.hactl.jinja.Token.Kind;
import org.hactl.jinja.python.JinjaException;
import org.hactl.yaml.Nearest;

/** Reads the statements of a template. */
final class StatementParser {
  private static final Set<String> TAGS =
      Set.of(
          "for", "if", "set", "with", "macro", "call", "filter", "print", "raw", "block", "include",
          "import", "from");
  private static final List<String> SPECIAL = List.of("caller", "varargs", "kwargs");

  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final TargetParser targets;
  private final InclusionParser inclusions;

  StatementParser(Tokens tokens) {
    this.tokens = tokens;
    expressions = new ExpressionParser(tokens);
    targets = new TargetParser(tokens, expressions);
    inclusions = new InclusionParser(tokens, expressions);
  }

  /** All statements of the template. */
  List<Statement> template() {
    List<Statement> all = body(Set.of());
    if (!tokens.current().is(Kind.END)) {
      throw tokens.expected("the end of the template");
    }
    return all;
  }

  /** Statements up to a tag with one of these names; the tag's opening sign has been read. */
  private List<Statement> body(Set<String> ends) {
    List<Statement> all = new ArrayList<>();
    while (true) {
      Token token = tokens.current();
      switch (token.kind()) {
        case DATA -> all.add(new Data(tokens.take().text()));
        case PRINT_BEGIN -> {
          tokens.take();
          all.add(new Print(expressions.tuple(true, null)));
          tokens.expect(Kind.PRINT_END, "}}");
        }
        case BLOCK_BEGIN -> {
          tokens.take();
          Token word = tokens.current();
          if (word.is(Kind.NAME) && ends.contains(word.text())) {
            return all;
          }
          all.addAll(statement());
          tokens.expect(Kind.BLOCK_END, "%}");
        }
        default -> {
          if (ends.isEmpty()) {
            return all;
          }
          throw tokens.expected("{% " + ends.stream().sorted().toList().getLast() + " %}");
        }
      }
    }
  }

  /** The body of a tag, up to the tag that ends it; the next token is the ending tag's name. */
  private List<Statement> block(String... ends) {
    tokens.takeOperator(":");
    tokens.expect(Kind.BLOCK_END, "%}");
    tokens.deeper();
    List<Statement> made = body(Set.of(ends));
    tokens.higher();
    return made;
  }

  private List<Statement> wholeBlock(String end) {
    List<Statement> made = block(end);
    tokens.take();
    return made;
  }

  private List<Statement> statement() {
    Token tag = tokens.expect(Kind.NAME, "the name of a tag");
    return switch (tag.text()) {
      case "for" -> List.of(loop(tag.at()));
      case "if" -> List.of(choice());
      case "set" -> List.of(set());
      case "with" -> List.of(with());
      case "macro" -> {
        String name = tokens.expect(Kind.NAME, "a name").text();
        List<Parameter> parameters = targets.parameters();
        int from = tokens.position();
        List<Statement> body = wholeBlock("endmacro");
        Set<String> uses =
            SPECIAL.stream()
                .filter(word -> tokens.hasName(word, from))
                .collect(Collectors.toUnmodifiableSet());
        yield List.of(new Macro(name, parameters, body, uses));
      }
      case "call" -> {
        List<Parameter> parameters =
            tokens.current().operator("(") ? targets.parameters() : List.of();
        Token at = tokens.current();
        if (!(expressions.expression() instanceof Call call)) {
          throw new JinjaException("{% call %} takes the call of a macro", at.at());
        }
        yield List.of(new CallBlock(parameters, call, wholeBlock("endcall")));
      }
      case "filter" -> {
        List<FilterStep> steps = filterSteps(true);
        yield List.of(new FilterBlock(steps, wholeBlock("endfilter")));
      }
      case "print" -> {
        List<Statement> all = new ArrayList<>();
        do {
          all.add(new Print(expressions.expression()));
        } while (tokens.takeOperator(","));
        yield all;
      }
      case "block" -> {
        String name = tokens.expect(Kind.NAME, "the name of the block").text();
        List<Statement> body = wholeBlock("endblock");
        tokens.takeName(name);
        yield List.of(new Block(body));
      }
      case "include" -> List.of(inclusions.include(tag.at()));
      case "import" -> List.of(inclusions.importAs(tag.at()));
      case "from" -> List.of(inclusions.from(tag.at()));
      default -> throw unknown(tag);
    };
  }

  private static JinjaException unknown(Token tag) {
    if (tag.text().equals("extends")) {
      return new JinjaException("{% extends %} is not supported; use {% include %}", tag.at());
    }
    return new JinjaException(
        "there is no tag \"" + tag.text() + "\" here",
        tag.at(),
        Nearest.to(tag.text(), TAGS).orElse(null),
        false);
  }

  private Statement loop(int at) {
    Target target = targets.target("in");
    if (!tokens.takeName("in")) {
      throw tokens.expected("\"in\"");
    }
    Expression items = expressions.tuple(false, "recursive");
    Expression test = tokens.takeName("if") ? expressions.expression() : null;
    boolean recursive = tokens.takeName("recursive");
    List<Statement> body = block("endfor", "else");
    List<Statement> otherwise = tokens.take().name("else") ? wholeBlock("endfor") : List.of();
    return new For(target, items, test, body, otherwise, recursive, at);
  }

  private Statement choice() {
    Expression test = expressions.tuple(false, null);
    List<Statement> then = block("elif", "else", "endif");
    return switch (tokens.take().text()) {
      case "elif" -> {
        tokens.deeper();
        Statement other = choice();
        tokens.higher();
        yield new If(test, then, List.of(other));
      }
      case "else" -> new If(test, then, wholeBlock("endif"));
      default -> new If(test, then, List.of());
    };
  }

  private Statement set() {
    Target target = targets.targetOfSet();
    if (tokens.takeOperator("=")) {
      return new Assign(target, expressions.tuple(true, null));
    }
    List<FilterStep> steps = filterSteps(false);
    return new Capture(target, steps, wholeBlock("endset"));
  }

  private Statement with() {
    List<Assign> values = new ArrayList<>();
    while (!tokens.current().is(Kind.BLOCK_END)) {
      Target target = targets.target("=");
      tokens.expectOperator("=");
      values.add(new Assign(target, expressions.expression()));
      if (!tokens.takeOperator(",")) {
        break;
      }
    }
    return new With(values, wholeBlock("endwith"));
  }

  private List<FilterStep> filterSteps(boolean inline) {
    List<FilterStep> steps = new ArrayList<>();
    while (inline && steps.isEmpty() || tokens.takeOperator("|")) {
      int at = tokens.current().at();
      String name = expressions.primary().dottedName("the name of a filter");
      CallArguments arguments = expressions.primary().optionalArguments();
      FilterStep step = new FilterStep(name, arguments, at);
      Checks.filter(step.on(new Expression.Constant("", at)));
      steps.add(step);
    }
    return steps;
  }
}
