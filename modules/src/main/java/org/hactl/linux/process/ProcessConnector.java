package org.hactl.linux.process;

import java.time.Duration;
import java.util.function.Consumer;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ProcessEvent;
import org.hactl.linux.kernel.Processes;
import org.hactl.linux.libc.DescriptorThread;
import org.hactl.linux.netlink.NetlinkMessage;
import org.hactl.linux.netlink.NetlinkSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to the kernel's process event connector. */
final class ProcessConnector {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessConnector.class);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);

  private final NetlinkSocket socket;
  private final Consumer<ProcessEvent> listener;

  private ProcessConnector(NetlinkSocket socket, Consumer<ProcessEvent> listener) {
    this.socket = socket;
    this.listener = listener;
  }

  static Processes.Subscription start(Consumer<ProcessEvent> listener) {
    NetlinkSocket socket =
        NetlinkSocket.open(NetlinkSocket.CONNECTOR, ProcessConnectorCodec.GROUP, ANSWER_TIMEOUT);
    try {
      byte[] request = ProcessConnectorCodec.listen();
      socket.send(request, request.length);
      awaitAgreement(socket);
    } catch (LinuxException | CodecException e) {
      socket.close();
      throw e;
    }
    ProcessConnector connector = new ProcessConnector(socket, listener);
    return DescriptorThread.start("process-events", socket.fd(), _ -> connector.read())::close;
  }

  /** Waits for the kernel's answer, which never comes outside the initial namespaces. */
  private static void awaitAgreement(NetlinkSocket socket) {
    try {
      while (socket.receive().stream().noneMatch(ProcessConnectorCodec::isAgreement)) {
        // Events may come before the agreement.
      }
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.EAGAIN)) {
        throw e;
      }
      throw new LinuxException(
          "listen to",
          "process events",
          Errno.NONE,
          "the kernel does not answer; it sends them only in the initial namespaces");
    }
  }

  private void read() {
    try {
      socket.receive().forEach(this::tell);
    } catch (CodecException e) {
      tell(new ProcessEvent.Resync("an event could not be read: " + e.getMessage()));
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.ENOBUFS) && !e.errno().equals(Errno.EMSGSIZE)) {
        throw e;
      }
      socket.drain();
      tell(new ProcessEvent.Resync("events were lost: " + e.errno().text()));
    }
  }

  private void tell(NetlinkMessage message) {
    ProcessConnectorCodec.decode(message).ifPresent(this::tell);
  }

  private void tell(ProcessEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.error("event={} the listener failed", event, e);
    }
  }
}
