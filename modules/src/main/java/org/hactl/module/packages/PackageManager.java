package org.hactl.module.packages;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.module.ModuleException;

/** A host's package manager. */
interface PackageManager {
  /** The state of each package; a name that is missing from the result is not installed. */
  Map<String, PackageState> observe(Collection<String> names) throws ModuleException;

  /** Whether this is a valid package name for this package manager. */
  boolean isName(String name);

  /** Installs all of them in one run, after repairing what an interrupted run left. */
  void install(List<String> names) throws ModuleException;

  /**
   * The names of all installed packages; none if this package manager cannot tell {@link
   * #unneeded}, so that nothing is remembered.
   */
  Set<String> installed() throws ModuleException;

  /**
   * Those of the candidates that nothing needs any more once others are removed, and that no
   * operator asked for: the package manager itself would remove them as leftovers.
   */
  Set<String> unneeded(Collection<String> removed, Set<String> candidates) throws ModuleException;

  /** Removes all of them in one run, and nothing else; their configuration stays. */
  void remove(List<String> names) throws ModuleException;
}
