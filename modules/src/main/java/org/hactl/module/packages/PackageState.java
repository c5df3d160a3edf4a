package org.hactl.module.packages;

/** What the host has of a package. */
sealed interface PackageState {
  PackageState ABSENT = new Absent();

  /** Not installed; configuration files of an earlier installation may be there. */
  record Absent() implements PackageState {}

  record Installed(String version) implements PackageState {}

  /**
   * An installation was interrupted.
   *
   * @param state the package manager's word for it, as {@code half-configured}
   */
  record Broken(String state) implements PackageState {}
}
