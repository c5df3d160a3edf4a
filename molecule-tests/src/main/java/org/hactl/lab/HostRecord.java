package org.hactl.lab;

/**
 * One host in the lab's record on disk.
 *
 * @param index the host's number among all hosts that the lab ever had; part of the name of the
 *     host's port at the switch
 */
record HostRecord(String name, String address, int index) {
  String port() {
    return LabNames.port(index);
  }

  HostSpec spec() {
    return new HostSpec(name, address);
  }
}
