package org.hactl.track;

import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.netlink.LinkProbe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the states of interfaces in the network namespace of the thread that first calls {@link
 * #look}.
 */
final class LinuxLinks implements TrackSources.InterfaceStates {
  private static final Logger log = LoggerFactory.getLogger(LinuxLinks.class);

  private @Nullable LinkProbe probe;

  @Override
  public synchronized TrackSources.LinkState look(String interfaceName) {
    try {
      LinkProbe open = probe;
      if (open == null) {
        open = LinkProbe.open();
        probe = open;
      }
      LinkFacts facts = open.look(interfaceName);
      if (facts == null) {
        return TrackSources.LinkState.ABSENT;
      }
      return facts.running() ? TrackSources.LinkState.RUNNING : TrackSources.LinkState.DOWN;
    } catch (LinuxException e) {
      log.warn("cannot look at interface={} error=\"{}\"", interfaceName, e.getMessage());
      return TrackSources.LinkState.UNKNOWN;
    }
  }

  @Override
  public synchronized void close() {
    if (probe != null) {
      probe.close();
      probe = null;
    }
  }
}
