package org.hactl.jinja;

import java.util.List;
import org.hactl.jinja.Statement.Target;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Namespace;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Values;

/** Gives values to names. */
final class Assignment {
  private Assignment() {}

  static void assign(Target target, Object value, Scope scope) {
    switch (target) {
      case Target.Variable(String name) -> scope.set(name, value);
      case Target.Member(String namespace, String name, int at) -> {
        if (!(scope.get(namespace).orElse(None.NONE) instanceof Namespace values)) {
          throw new JinjaException("\"" + namespace + "\" is not a namespace", at);
        }
        values.values().put(name, value);
      }
      case Target.Several(List<Target> targets, int at) -> {
        List<Object> items =
            Values.iterable(value)
                .orElseThrow(() ->
                    new JinjaException(
                        Values.a(value) + " cannot be split into several values", at));
        if (items.size() != targets.size()) {
          throw new JinjaException(
              "%d values for %d names".formatted(items.size(), targets.size()), at);
        }
        for (int i = 0; i < items.size(); i++) {
          assign(targets.get(i), items.get(i), scope);
        }
      }
    }
  }
}
