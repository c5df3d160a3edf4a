package org.hactl.inventory;

import java.util.List;

/** Layouts of a hosts file, each with the line that a host adds to it. */
final class HostsFileLayouts {
  private HostsFileLayouts() {}

  /** A layout: the line that begins with + is the one that must appear, - the one that goes. */
  record Layout(String name, String file, String marked) {
    String before() {
      return text('+', '-');
    }

    String after() {
      return text('-', '+');
    }

    private String text(char drop, char keep) {
      StringBuilder out = new StringBuilder();
      for (String line : marked.lines().map(l -> l + "\n").toList()) {
        if (line.isEmpty() || line.charAt(0) == drop) {
          continue;
        }
        out.append(line.charAt(0) == keep || line.charAt(0) == ' ' ? line.substring(1) : line);
      }
      return out.toString();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Layout> layouts() {
    return List.of(
        new Layout(
            "the shipped form",
            "hosts.yml",
            """
             # a comment
             all:
               children:
                 directors: {hosts: {lvs1: {ansible_host: 192.168.0.14}}}   # kept
            -    webs:      {hosts: {web1: {ansible_host: 192.168.0.18}, web2: {ansible_host: 192.168.0.20}}}
            +    webs:      {hosts: {web1: {ansible_host: 192.168.0.18}, web2: {ansible_host: 192.168.0.20}, web3: {ansible_host: 192.168.0.22}}}
             # the end
            """),
        new Layout(
            "blocks",
            "hosts.yml",
            """
             ---
             all:
               children:
                 webs:
                   hosts:
                     web1:
                       ansible_host: 192.168.0.18   # the first

                     web2:
                       ansible_host: 192.168.0.20 # the second
            +        web3:
            +          ansible_host: 192.168.0.22
                 # about the next group
                 dbs:
                   hosts:
                     db1:
            """),
        new Layout(
            "blocks, four wide, quoted, variables after hosts",
            "hosts.yml",
            """
             all:
                 children:
                     webs:
                         hosts:
                             web1:
                                 ansible_host: "192.168.0.18"
            +                web3:
            +                    ansible_host: "192.168.0.22"
                         vars:
                             x: 1
            """),
        new Layout(
            "hosts in braces below a block",
            "hosts.yml",
            """
             webs:
               hosts:
                 web1: {ansible_host: '192.168.0.18'} # one
            +    web3: {ansible_host: '192.168.0.22'}
            """),
        new Layout(
            "hosts without variables",
            "hosts.yml",
            """
             webs:
               hosts:
                 web1:
                 web2:
            +    web3:
            +      ansible_host: 192.168.0.22

             other:
            """),
        new Layout(
            "no hosts yet",
            "hosts.yml",
            """
             all:
               children:
                 webs:
                   hosts:
            +        web3:
            +          ansible_host: 192.168.0.22
                 dbs:
            """),
        new Layout(
            "nothing below the group",
            "hosts.yml",
            """
             all:
               children:
                 webs:
            +      hosts:
            +        web3:
            +          ansible_host: 192.168.0.22
                 dbs:
            """),
        new Layout(
            "only variables below the group",
            "hosts.yml",
            """
             webs:
            +  hosts:
            +    web3:
            +      ansible_host: 192.168.0.22
               vars:
                 x: 1
            """),
        new Layout(
            "empty braces",
            "hosts.yml",
            """
            -webs: {hosts: {}, vars: {x: "}"}}
            +webs: {hosts: {web3: {ansible_host: 192.168.0.22}}, vars: {x: "}"}}
            """),
        new Layout(
            "braces without hosts",
            "hosts.yml",
            """
            -webs: {vars: {x: 1}}
            +webs: {vars: {x: 1}, hosts: {web3: {ansible_host: 192.168.0.22}}}
            """),
        new Layout(
            "braces with hosts and nothing in it",
            "hosts.yml",
            """
            -webs: {hosts: , vars: {x: 1}}
            +webs: {hosts: {web3: {ansible_host: 192.168.0.22}} , vars: {x: 1}}
            """),
        new Layout(
            "bare names in braces",
            "hosts.yml",
            """
            -webs: {hosts: {web1, web2: }}
            +webs: {hosts: {web1, web2:, web3: {ansible_host: 192.168.0.22} }}
            """),
        new Layout(
            "braces over several lines",
            "hosts.yml",
            """
             webs: {
               hosts: {
                 web1: {ansible_host: 192.168.0.18},
            -    web2: {ansible_host: 192.168.0.20} # last
            +    web2: {ansible_host: 192.168.0.20}, # last
            +    web3: {ansible_host: 192.168.0.22}
               }
             }
            """),
        new Layout(
            "braces over several lines with a last comma",
            "hosts.yml",
            """
             webs:
               hosts: {
                 web1: {ansible_host: 192.168.0.18},
            +    web3: {ansible_host: 192.168.0.22},
               }
            """),
        new Layout(
            "a block text as the last variable",
            "hosts.yml",
            """
             webs:
               hosts:
                 web1:
                   ansible_host: 192.168.0.18
                   motd: |
                     hello
                       # no comment

                     there
            +    web3:
            +      ansible_host: 192.168.0.22

             # next
             dbs:
            """),
        new Layout(
            "ini",
            "hosts.ini",
            """
             [webs]
             web1     ansible_host=192.168.0.18
             # last
             longweb2 ansible_host=192.168.0.20
            +web3     ansible_host=192.168.0.22

             [dbs]
             db1
            """),
        new Layout(
            "ini, an empty group",
            "hosts",
            """
             [webs]
            +web3 ansible_host=192.168.0.22
             [dbs]
             db1
            """),
        new Layout(
            "ini, a group of groups",
            "hosts",
            """
             [a]
             x
             [webs:children]
             a
            +
            +[webs]
            +web3 ansible_host=192.168.0.22
            """));
  }
}
