package org.hactl.control.host;

import org.hactl.ssh.HostLink;
import org.hactl.ssh.LocalLink;
import org.hactl.ssh.SshConnector;
import org.hactl.ssh.SshException;

/** Opens a new connection to a host. */
@FunctionalInterface
public interface LinkOpener {
  HostLink open(HostTarget target) throws SshException;

  /** An opener that uses SSH, or no SSH if the target is this machine. */
  static LinkOpener over(SshConnector ssh) {
    return target ->
        target.endpoint().isPresent() ? ssh.connect(target.endpoint().get()) : new LocalLink();
  }
}
