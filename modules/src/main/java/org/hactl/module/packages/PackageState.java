package org.hactl.module.packages;

/** The state of a package on the host. */
sealed interface PackageState {
  PackageState ABSENT = new Absent();

  /** Not installed; configuration files of an earlier installation may exist. */
  record Absent() implements PackageState {}

  record Installed(String version) implements PackageState {}

  /**
   * An installation was interrupted.
   *
   * @param state the package manager's word for it, such as {@code half-configured}
   */
  record Broken(String state) implements PackageState {}
}
