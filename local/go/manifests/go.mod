module aks-platform.local/manifests

// Modules read for the manifests and charts they carry; nothing here is compiled.

go 1.26

require (
	github.com/cert-manager/cert-manager v1.21.1
	github.com/kedacore/keda/v2 v2.19.0
	sigs.k8s.io/gateway-api v1.5.1
	sigs.k8s.io/secrets-store-csi-driver v1.4.8
)
