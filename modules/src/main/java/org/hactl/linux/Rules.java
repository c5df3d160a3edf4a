package org.hactl.linux;

import java.util.List;

/** The policy rules that say which packets are routed by which table. */
public interface Rules {
  /** All of both families, by family and priority. */
  List<Rule> list();

  /**
   * @throws LinuxException EEXIST if there is an equal one
   */
  void add(Rule rule);

  /**
   * @throws LinuxException ENOENT if there is no such rule
   */
  void remove(Rule rule);
}
