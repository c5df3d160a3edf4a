package org.hactl.jinja;

import java.util.List;
import java.util.Set;
import org.hactl.jinja.Expression.CallArguments;
import org.hactl.jinja.Expression.Constant;
import org.hactl.jinja.Expression.Filtered;
import org.hactl.jinja.Expression.NamedArgument;
import org.hactl.jinja.Expression.Tested;
import org.hactl.jinja.filter.Filter;
import org.hactl.jinja.filter.Filters;
import org.hactl.jinja.filter.Tests;
import org.hactl.jinja.python.JinjaException;

/** Refuses a filter or test that does not exist, or wrong arguments, when a template is read. */
final class Checks {
  private static final Set<String> SELECTIONS = Set.of("select", "reject");
  private static final Set<String> ATTRIBUTE_SELECTIONS = Set.of("selectattr", "rejectattr");

  private Checks() {}

  static Filtered filter(Filtered use) {
    try {
      Filter filter = Filters.get(use.name());
      check(filter, use.arguments(), 0);
      List<Expression> given = use.arguments().positional();
      if (filter.name().equals("map") && named(given, 0)) {
        check(Filters.get(text(given.getFirst())), use.arguments(), 1);
      } else if (SELECTIONS.contains(filter.name()) && named(given, 0)) {
        check(Tests.get(text(given.getFirst())), use.arguments(), 1);
      } else if (ATTRIBUTE_SELECTIONS.contains(filter.name()) && named(given, 1)) {
        check(Tests.get(text(given.get(1))), use.arguments(), 2);
      }
      return use;
    } catch (JinjaException e) {
      throw e.placed(use.at());
    }
  }

  static Tested test(Tested use) {
    try {
      check(Tests.get(use.name()), use.arguments(), 0);
      return use;
    } catch (JinjaException e) {
      throw e.placed(use.at());
    }
  }

  private static boolean named(List<Expression> given, int index) {
    return given.size() > index
        && given.get(index) instanceof Constant(Object value, int _)
        && value instanceof String;
  }

  private static String text(Expression constant) {
    return ((Constant) constant).value().toString();
  }

  private static void check(Filter filter, CallArguments arguments, int skipped) {
    filter
        .signature()
        .check(
            "\"" + filter.name() + "\"",
            arguments.positional().size() - skipped,
            arguments.named().stream().map(NamedArgument::name).toList(),
            arguments.list() != null || arguments.map() != null);
  }
}
