package org.hactl.vrrp;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What can happen to a virtual router. */
sealed interface Input permits Advertisement, Rejected, Input.Event, Input.Timer {

  /** A deadline that the router asked for has come. */
  enum Timer implements Input {
    FIRED
  }

  /** What the host, its operator or its configuration does. */
  sealed interface Event extends Input {}

  /** Start; with what is known of the time before a restart. */
  record Startup(@Nullable ResumeHint resume) implements Event {}

  /** Stop, handing the role over. */
  record Shutdown() implements Event {}

  /** The interface works and has this primary address. */
  record InterfaceUp(InetAddress address) implements Event {}

  /** The interface does not work, and this is the matter with it. */
  record InterfaceDown(Reason fault) implements Event {}

  /** The same router has another configuration now. */
  record Reconfigured(RouterConfig config) implements Event {}

  /** The virtual addresses are on the interface. */
  record AddressesReady() implements Event {}

  /** The operator wants somebody else to be master. */
  record OperatorYield() implements Event {}
}
