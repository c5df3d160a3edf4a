package org.hactl.health;

import java.io.IOException;
import java.net.Socket;

/** Where a check gets its unconnected socket from; the check closes it. */
@FunctionalInterface
public interface SocketSource {
  Socket open() throws IOException;
}
