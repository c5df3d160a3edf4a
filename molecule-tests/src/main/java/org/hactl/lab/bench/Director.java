package org.hactl.lab.bench;

/** A VRRP program at work in a host of a lab. */
interface Director {
  /** The process that runs VRRP at this moment. */
  long pid();
}
