package org.hactl.lab;

/**
 * A host as the lab's record keeps it.
 *
 * @param index its place among all hosts that the lab ever had; names its port at the switch
 */
record HostRecord(String name, String address, int index) {
  String port() {
    return LabNames.port(index);
  }

  HostSpec spec() {
    return new HostSpec(name, address);
  }
}
