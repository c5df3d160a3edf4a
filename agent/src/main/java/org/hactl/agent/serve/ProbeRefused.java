package org.hactl.agent.serve;

/** A probe would not tell anything from this host, or cannot be made from it. */
final class ProbeRefused extends Exception {
  ProbeRefused(String message) {
    super(message);
  }
}
