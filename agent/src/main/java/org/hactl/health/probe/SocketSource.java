package org.hactl.health.probe;

import java.io.IOException;
import java.net.Socket;

/** Makes an unconnected socket for a check. The check closes the socket. */
@FunctionalInterface
public interface SocketSource {
  Socket open() throws IOException;
}
