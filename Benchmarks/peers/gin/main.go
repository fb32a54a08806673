// The peer of the HTTP benchmark: the routes and checks of the example services, written as a Gin user would.
package main

import (
	"fmt"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gin-peer PORT")
		os.Exit(2)
	}
	registerChecks()

	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.Use(gin.Recovery())
	router.HandleMethodNotAllowed = true
	router.NoRoute(func(c *gin.Context) { refuse(c, http.StatusNotFound, "not-found", "there is no such path", nil) })
	router.NoMethod(func(c *gin.Context) {
		refuse(c, http.StatusMethodNotAllowed, "method-not-allowed", "the path has other methods", nil)
	})

	orders := newOrders()
	router.GET("/api/order", orders.get)

	patients := newPatients()
	router.GET("/v1/patients/:id", patients.get)
	router.POST("/v1/patients", patients.create)

	// Loopback only: a benchmark has no business on the network.
	server := &http.Server{Addr: "127.0.0.1:" + os.Args[1], Handler: router}
	if err := server.ListenAndServe(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
}
