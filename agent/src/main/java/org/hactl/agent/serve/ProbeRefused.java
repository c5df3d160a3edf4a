package org.hactl.agent.serve;

/** A probe from this host is impossible, or would say nothing. */
final class ProbeRefused extends Exception {
  ProbeRefused(String message) {
    super(message);
  }
}
