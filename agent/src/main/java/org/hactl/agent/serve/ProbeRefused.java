package org.hactl.agent.serve;

/** This host cannot make the probe, or its result would say nothing about the service. */
final class ProbeRefused extends Exception {
  ProbeRefused(String message) {
    super(message);
  }
}
