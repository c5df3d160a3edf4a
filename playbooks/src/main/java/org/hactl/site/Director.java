package org.hactl.site;

import org.hactl.yaml.Mark;

/**
 * One host's part in a virtual router.
 *
 * @param priority 1 to 255; the highest that is up becomes master
 */
public record Director(String host, String interfaceName, int priority, Mark at) {}
