package org.hactl.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.hactl.jinja.Statement.Print;
import org.hactl.jinja.filter.Runtime;
import org.hactl.jinja.filter.Undefineds;
import org.hactl.jinja.filter.Variables;
import org.hactl.jinja.python.DictView;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;
import org.hactl.yaml.Budget;

/** A text with Jinja's tags, ready to be rendered. */
public final class Template {
  private static final String OVERRIDES = "#jinja2:";

  /** What Ansible takes for one name: without the signs of white space, without brackets. */
  private static final Pattern NAME_IN_BRACES =
      Pattern.compile("\\{\\{\\s*\\w*\\s*}}\n?", Pattern.UNICODE_CHARACTER_CLASS);

  private final String source;
  private final List<Statement> statements;

  private Template(String source, List<Statement> statements) {
    this.source = source;
    this.statements = statements;
  }

  /**
   * What a template yields.
   *
   * @param secret whether it used a secret
   */
  public record Result(Object value, boolean secret) {}

  /**
   * Reads a template. Line breaks in the text are {@code \n}, so that offsets in errors fit it.
   *
   * @throws JinjaException if it is wrong, or uses what is not supported
   */
  public static Template read(String text, Syntax syntax) {
    try {
      int from = 0;
      Syntax used = syntax;
      if (text.startsWith(OVERRIDES)) {
        int end = text.indexOf('\n');
        from = end < 0 ? text.length() : end + 1;
        used = overridden(text.substring(OVERRIDES.length(), Math.max(0, from - 1)), syntax);
      }
      // Jinja drops one line break at the end; rendering puts it back.
      String source = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      List<Token> tokens = Lexer.tokens(source, Math.min(from, source.length()), used);
      return new Template(text, new StatementParser(new Tokens(tokens)).template());
    } catch (StackOverflowError e) {
      throw new JinjaException("the template is nested too deeply", 0);
    }
  }

  List<Statement> statements() {
    return statements;
  }

  private static Syntax overridden(String line, Syntax syntax) {
    Syntax made = syntax;
    for (String pair : line.split(",", -1)) {
      String[] parts = pair.split(":", 2);
      boolean yes = parts.length == 2 && parts[1].strip().equals("True");
      if (parts.length != 2 || !(yes || parts[1].strip().equals("False"))) {
        throw new JinjaException("#jinja2: takes settings as in trim_blocks: False", 0);
      }
      made =
          switch (parts[0].strip()) {
            case "trim_blocks" -> new Syntax(yes, made.lstripBlocks(), made.backslashes());
            case "lstrip_blocks" -> new Syntax(made.trimBlocks(), yes, made.backslashes());
            default ->
                throw new JinjaException("#jinja2: has no \"" + parts[0].strip() + "\" here", 0);
          };
    }
    return made;
  }

  /**
   * Renders it as a text.
   *
   * @throws JinjaException if it cannot be rendered
   */
  public Result text(Variables variables, Budget budget) {
    Runtime runtime = new Runtime(variables, budget, Template::looked);
    return guarded(
        runtime,
        () -> {
          List<Object> printed = new Execution(runtime, false).run(statements);
          return new Result(ended(Printed.text(printed, runtime)), runtime.usedSecret());
        });
  }

  /**
   * Renders it as Ansible does a value in YAML: the result is a list, a map, True or False if it
   * looks like one, or else a text.
   *
   * @throws JinjaException if it cannot be rendered
   */
  public Result value(Variables variables, Budget budget) {
    Runtime runtime = new Runtime(variables, budget, Template::looked);
    return guarded(
        runtime,
        () -> {
          if (isName()) {
            Object only = named(runtime);
            if (Numbers.isNumber(only) || only == None.NONE) {
              return new Result(only, runtime.usedSecret());
            }
          }
          List<Object> printed = new Execution(runtime, true).run(statements);
          Object value = Printed.value(printed, runtime);
          Object made =
              switch (value) {
                case String text -> ended(text);
                case Tuple several -> new ArrayList<>(several);
                default -> value;
              };
          return new Result(made, runtime.usedSecret());
        });
  }

  /** The result of Ansible's lookup {@code template}. */
  private static Object looked(String text, Runtime runtime) {
    Template template = read(text.replace("\r\n", "\n").replace('\r', '\n'), Syntax.OF_FILE);
    List<Object> printed = new Execution(runtime, false).run(template.statements);
    String made = template.ended(Printed.text(printed, runtime));
    return made.startsWith("{") || made.startsWith("[")
        ? PythonLiterals.printed(made).orElse(made)
        : made;
  }

  private Object named(Runtime runtime) {
    Expression name = ((Print) statements.getFirst()).value();
    return new Evaluator(runtime).evaluate(name, new Scope(null));
  }

  /** Whether it is one name in braces, whose number or null Ansible leaves as it is. */
  private boolean isName() {
    return statements.size() == 1
        && statements.getFirst() instanceof Print(Expression.Name _)
        && NAME_IN_BRACES.matcher(source).matches();
  }

  /**
   * The value of a template that is one expression, whatever its type.
   *
   * @throws JinjaException if it cannot be computed
   */
  public Result expression(Variables variables, Budget budget) {
    if (statements.size() != 1 || !(statements.getFirst() instanceof Print(Expression only))) {
      return text(variables, budget);
    }
    Runtime runtime = new Runtime(variables, budget, Template::looked);
    return guarded(
        runtime,
        () -> {
          Object value = new Evaluator(runtime).evaluate(only, new Scope(null));
          try {
            Undefineds.refused(value);
          } catch (JinjaException e) {
            throw e.placed(only.at());
          }
          Object made =
              value instanceof DictView || value instanceof Range
                  ? List.copyOf(Values.items(value))
                  : value instanceof List<?>
                          || value instanceof java.util.Map<?, ?>
                          || Numbers.isNumber(value)
                          || value == None.NONE
                      ? value
                      : ended(runtime.str(value));
          return new Result(made, runtime.usedSecret());
        });
  }

  private static Result guarded(Runtime runtime, java.util.function.Supplier<Result> rendering) {
    try {
      return rendering.get();
    } catch (JinjaException e) {
      if (runtime.usedSecret() && !e.undefined()) {
        throw new JinjaException(
            "the template cannot be rendered; the reason is not shown because it may contain a"
                + " secret",
            Math.max(0, e.at()));
      }
      throw e.placed(0);
    } catch (Budget.SpentException e) {
      throw new JinjaException("the template " + e.getMessage(), 0);
    } catch (StackOverflowError e) {
      throw new JinjaException("a value or the template is nested too deeply", 0);
    }
  }

  /** The text with at least as many line breaks at its end as the template has. */
  private String ended(String text) {
    int missing = breaks(source) - breaks(text);
    return missing > 0 ? text + "\n".repeat(missing) : text;
  }

  private static int breaks(String text) {
    int count = 0;
    while (count < text.length() && text.charAt(text.length() - 1 - count) == '\n') {
      count++;
    }
    return count;
  }
}
