package org.hactl.track;

import java.util.List;
import org.hactl.host.TrackerSpec;
import org.hactl.linux.kernel.ProcessInfo;

/** Which processes a tracker counts. Pure. */
final class ProcessMatch {
  private ProcessMatch() {}

  /**
   * A name with a slash must equal the first word of the command line. A name without a slash must
   * equal the process's own name, which the kernel shortens, or the first word without its folder.
   * If the site names arguments, the process must begin with them, each in full.
   */
  static boolean matches(TrackerSpec.Process spec, ProcessInfo process) {
    return isNamed(spec.process(), process) && begins(spec.arguments(), process.commandLine());
  }

  private static boolean isNamed(String name, ProcessInfo process) {
    String first = process.commandLine().isEmpty() ? "" : process.commandLine().getFirst();
    if (name.contains("/")) {
      return first.equals(name);
    }
    return process.name().equals(shortened(name))
        || first.substring(first.lastIndexOf('/') + 1).equals(name);
  }

  private static String shortened(String name) {
    return name.length() > ProcessInfo.NAME_BYTES
        ? name.substring(0, ProcessInfo.NAME_BYTES)
        : name;
  }

  private static boolean begins(List<String> arguments, List<String> commandLine) {
    return arguments.isEmpty()
        || commandLine.size() > arguments.size()
            && commandLine.subList(1, arguments.size() + 1).equals(arguments);
  }
}
