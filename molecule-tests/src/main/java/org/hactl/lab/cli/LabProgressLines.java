package org.hactl.lab.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.lab.HostSpec;
import org.hactl.lab.LabProgress;

/**
 * Progress on standard error: on a terminal one line for each host, redrawn in place; elsewhere a
 * line for each event.
 */
final class LabProgressLines implements LabProgress, AutoCloseable {
  private final PrintStream out = System.err;
  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private final Map<String, String> states = new LinkedHashMap<>();
  private final int width;
  private int drawn;

  LabProgressLines(List<HostSpec> hosts) {
    hosts.forEach(host -> states.put(host.name(), ""));
    width = hosts.stream().mapToInt(host -> host.name().length()).max().orElse(0);
  }

  @Override
  public synchronized void step(String text) {
    if (terminal) {
      erase();
      out.print("\r\033[K" + text + "\r");
      out.flush();
    } else {
      out.println(text);
    }
  }

  @Override
  public synchronized void host(String host, String state) {
    states.put(host, state);
    if (!terminal) {
      out.println("%s: %s".formatted(host, state));
      return;
    }
    erase();
    out.print("\r\033[K");
    states.forEach((name, each) -> out.printf("%-" + (width + 1) + "s %s%n", name, each));
    drawn = states.size();
    out.flush();
  }

  private void erase() {
    if (drawn > 0) {
      out.print("\033[" + drawn + "A\033[J");
      drawn = 0;
    }
  }

  @Override
  public synchronized void close() {
    out.flush();
  }
}
