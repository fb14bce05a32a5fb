/** A first layout, proposed from the links of a supply chain that was carried out as it should be. */
package io.jenkins.plugins.intoto.propose;
