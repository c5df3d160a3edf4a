package org.hactl.lab.cli;

import picocli.CommandLine.Parameters;

/** A command of the lab about one host. */
abstract class HostVerb extends LabVerb {
  @Parameters(paramLabel = "HOST", description = "The host's name.")
  protected String host = "";
}
