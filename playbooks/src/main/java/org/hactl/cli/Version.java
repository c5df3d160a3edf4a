package org.hactl.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code hactl --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"hactl " + Installation.current().version()};
  }
}
