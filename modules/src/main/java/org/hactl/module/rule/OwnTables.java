package org.hactl.module.rule;

import java.util.Set;

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

  /** Whether the table is one of them. */
  public static boolean contain(int table) {
    return ALL.contains(table);
  }
}
