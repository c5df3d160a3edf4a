package org.hactl.reconcile;

import java.util.ArrayList;
import java.util.List;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/**
 * Makes each virtual service a {@link Thing}. The value of the thing lists the members as {@code
 * ADDRESS PORT WEIGHT;}.
 */
public final class ThingShapes implements ServiceResources {
  @Override
  public Resource virtualService(VirtualServiceSpec service, List<Member> members) {
    StringBuilder value = new StringBuilder();
    members.forEach(member ->
        value.append(member.address() + " " + member.port() + " " + member.weight()).append(';'));
    return new Thing("ipvs", id(service).key(), value.toString());
  }

  @Override
  public ResourceId id(VirtualServiceSpec service) {
    return new ResourceId("ipvs", service.text());
  }

  @Override
  public Resource clientsLeaveDrained() {
    return new Thing("sysctl", "net.ipv4.vs.expire_quiescent_template", "1");
  }

  @Override
  public List<Member> members(Resource resource) {
    List<Member> members = new ArrayList<>();
    for (String member : ((Thing) resource).value().split(";", -1)) {
      if (!member.isEmpty()) {
        String[] words = member.split(" ", -1);
        members.add(new Member(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2])));
      }
    }
    return members;
  }
}
