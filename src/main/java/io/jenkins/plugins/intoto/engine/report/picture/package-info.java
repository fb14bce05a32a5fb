/** The picture of a supply chain and its verification, as SVG. */
package io.jenkins.plugins.intoto.engine.report.picture;
