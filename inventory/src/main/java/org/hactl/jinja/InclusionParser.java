package org.hactl.jinja;

import java.util.ArrayList;
import java.util.List;
import org.hactl.jinja.Statement.FromImport;
import org.hactl.jinja.Statement.Import;
import org.hactl.jinja.Statement.Include;
import org.hactl.jinja.Token.Kind;

/** Reads {@code include}, {@code import} and {@code from}. */
final class InclusionParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;

  InclusionParser(Tokens tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  Statement include(int at) {
    Expression names = expressions.expression();
    boolean missing = false;
    if (tokens.current().name("ignore") && tokens.following().name("missing")) {
      tokens.take();
      tokens.take();
      missing = true;
    }
    return new Include(names, missing, context(true), at);
  }

  Statement importAs(int at) {
    Expression name = expressions.expression();
    if (!tokens.takeName("as")) {
      throw tokens.expected("\"as\"");
    }
    String as = tokens.expect(Kind.NAME, "a name").text();
    return new Import(name, as, context(false), at);
  }

  Statement from(int at) {
    Expression name = expressions.expression();
    if (!tokens.takeName("import")) {
      throw tokens.expected("\"import\"");
    }
    List<FromImport.Taken> all = new ArrayList<>();
    do {
      if (!all.isEmpty() && endsNames()) {
        break;
      }
      String taken = tokens.expect(Kind.NAME, "a name").text();
      String as = tokens.takeName("as") ? tokens.expect(Kind.NAME, "a name").text() : taken;
      all.add(new FromImport.Taken(taken, as));
    } while (tokens.takeOperator(","));
    return new FromImport(name, all, context(false), at);
  }

  private boolean endsNames() {
    return tokens.current().is(Kind.BLOCK_END)
        || tokens.following().name("context") && !tokens.following().operator(",");
  }

  private boolean context(boolean otherwise) {
    boolean with = tokens.current().name("with");
    if ((with || tokens.current().name("without")) && tokens.following().name("context")) {
      tokens.take();
      tokens.take();
      return with;
    }
    return otherwise;
  }
}
