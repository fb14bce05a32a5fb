#!/bin/sh
# Makes the certificates of this directory anew. The authorities' keys are thrown away; the leaves' keys are in the tests only.
set -eu
authority() { # NAME
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj "/O=ACME/CN=$1" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign -keyout "$1.authority" -out "$1.pem"
}
leaf() { # NAME AUTHORITY URI [USAGE]
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$1.key.raw" -out "$1.csr"
    openssl pkcs8 -topk8 -nocrypt -in "$1.key.raw" -out "$1.key.pem"
    printf 'subjectAltName=%s\nextendedKeyUsage=%s\nkeyUsage=critical,digitalSignature\n' "$3" "${4:-codeSigning}" > "$1.ext"
    openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.authority" -CAcreateserial -days 36500 -extfile "$1.ext" -out "$1.pem"
}
authority tenant
authority stranger
leaf jenkins tenant URI:https://jenkins.acme.example/job/api/
leaf scanner tenant URI:https://scanner.acme.example/trivy
leaf visitor tenant URI:https://visitor.acme.example/
leaf impostor stranger URI:https://jenkins.acme.example/job/api/
rm -f ./*.authority ./*.csr ./*.ext ./*.srl ./*.key.raw
