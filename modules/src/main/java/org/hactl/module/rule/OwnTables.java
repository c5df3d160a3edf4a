package org.hactl.module.rule;

import java.util.List;
import java.util.Set;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.Rule;

/**
 * The routing tables that only the agent uses, for a while. What is in them, and the rules that
 * lead there, belong to no site: no pass removes or reports them.
 */
public final class OwnTables {
  /** For the probe of a real server. */
  public static final int PROBE = 51_112;

  /** For packets that a master passes on. */
  public static final int PASSED = 51_113;

  private static final Set<Integer> ALL = Set.of(PROBE, PASSED);

  private OwnTables() {}

  /** Removes a table and the rules that lead there; returns whether there was anything. */
  public static boolean clear(Kernel kernel, int table) {
    List<Route> routes =
        kernel.routes().list().stream().filter(each -> each.table() == table).toList();
    List<Rule> rules =
        kernel.rules().list().stream().filter(each -> each.table() == table).toList();
    routes.forEach(kernel.routes()::remove);
    rules.forEach(kernel.rules()::remove);
    return !routes.isEmpty() || !rules.isEmpty();
  }

  /** Whether the table is one of them. */
  public static boolean contain(int table) {
    return ALL.contains(table);
  }
}
