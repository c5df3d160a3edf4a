package org.hactl.lab;

/** What a lab's hosts are made of. */
public enum Driver {
  /** A guest kernel of its own for each host, with systemd, OpenSSH, IPVS and its own disk. */
  UML,
  /** A network namespace of this machine's kernel for each host: fast, without SSH or IPVS. */
  NETNS
}
